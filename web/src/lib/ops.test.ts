import { describe, expect, it } from 'vitest';
import type { OpsScreen } from '../api/ops';
import { BEHIND, dispatchOf, fareOf, LATE, needsOf, tracedOf, UNTRIED } from './ops';

const facts = {
  service: 'media-svc',
  version: '1',
  since: '2026-11-25T08:00:00Z',
  parts: { mongo: 'ok' },
  outboxes: [{ collection: 'assets', depth: 0, age: 0 }],
  lag: [{ group: 'media-svc', topic: 'campaigns.campaign', events: 0 }],
  letters: [],
  acts: [],
  figures: null as Record<string, number> | null,
};
const receiver = {
  subscriptionId: 's',
  name: 'Mirror',
  entity: 'D01',
  status: 'active' as const,
  reason: null,
  failingSince: null,
  nextAttemptAt: null,
  waiting: 0,
  dead: 0,
  attempts: [],
};
const screen = (more: Partial<typeof facts> | null = {}, receivers: object[] = []) =>
  ({
    services: [{ name: 'media-svc', ready: more !== null, facts: more && { ...facts, ...more } }],
    receivers,
    watching: [{ name: 'zipkin', answers: true, since: '2026-11-25T08:00:00Z' }],
    alerts: [],
    traces: '',
    dashboards: '',
    unavailable: [],
  }) as unknown as OpsScreen;
const kinds = (of: OpsScreen) => needsOf(of).map((one) => one.kind);

describe('what needs a person', () => {
  it('is nothing while all is well, up to the very limits', () => {
    expect(kinds(screen({ outboxes: [{ collection: 'assets', depth: 9, age: LATE }] }))).toEqual([]);
    expect(kinds(screen({ lag: [{ group: 'g', topic: 't', events: BEHIND }] }))).toEqual([]);
    expect(kinds(screen({}, [receiver, { ...receiver, status: 'paused', failingSince: '2026-11-25T08:00:00Z' }]))).toEqual([]);
  });
  it('is a service that is away, and one that lacks what it needs', () => {
    expect(kinds(screen(null))).toEqual(['away']);
    const lacking = screen({});
    lacking.services[0]!.ready = false;
    expect(kinds(lacking)).toEqual(['unready']);
  });
  it('is a watching program that is silent, not one that was not asked yet', () => {
    const watched = (answers: boolean | null) => ({ ...screen(), watching: [{ name: 'zipkin', answers, since: null }] });
    expect(needsOf(watched(false))).toMatchObject([{ kind: 'silent', name: 'zipkin' }]);
    expect(needsOf(watched(null))).toEqual([]);
  });
  it('is every alert that fires, and not to know them', () => {
    const alert = { name: 'x', severity: 'page', summary: '', advice: '', since: '2026-11-25T08:00:00Z' };
    expect(needsOf({ ...screen(), alerts: [alert, alert] })).toMatchObject([{ kind: 'alerts', count: 2 }]);
    expect(kinds({ ...screen(), alerts: null })).toEqual(['unknown']);
  });
  it('is an event that nobody tries, a lane that stands still, and that nobody delivers at all', () => {
    const well = { alive: 2, lanes: 9, stalled: 0, untried: UNTRIED };
    expect(kinds(screen({ figures: well }))).toEqual([]);
    expect(dispatchOf(screen({ figures: well }))).toEqual([well]);
    expect(dispatchOf(screen())).toEqual([]);
    for (const wrong of [{ untried: UNTRIED + 1 }, { stalled: 1 }, { alive: 0 }])
      expect(kinds(screen({ figures: { ...well, ...wrong } }))).toEqual(['untried']);
  });
  it('is what has waited too long, a group too far behind over all its topics, a receiver, a letter', () => {
    expect(kinds(screen({ outboxes: [{ collection: 'assets', depth: 1, age: LATE + 0.1 }] }))).toEqual(['outbox']);
    const half = { group: 'g', topic: 't', events: BEHIND / 2 + 1 };
    expect(needsOf(screen({ lag: [half, { ...half, topic: 'u' }] }))).toMatchObject([
      { kind: 'lag', name: 'g', count: BEHIND + 2 },
    ]);
    expect(kinds(screen({}, [{ ...receiver, failingSince: '2026-11-25T08:00:00Z' }]))).toEqual(['receivers']);
    expect(kinds(screen({}, [{ ...receiver, dead: 1 }]))).toEqual(['receivers']);
    expect(kinds(screen({}, [{ ...receiver, status: 'disabled' }]))).toEqual(['receivers']);
    expect(kinds(screen({ letters: [{}] as never }))).toEqual(['letters']);
  });
});

describe('how deliveries went', () => {
  const attempt = (minute: number, durationMs: number, status: number | null = 204) => ({
    at: `2026-11-25T08:${String(minute).padStart(2, '0')}:00Z`,
    durationMs,
    status,
    error: null,
    responseSnippet: null,
    traceId: status === null ? null : `t${minute}`,
    replay: false,
  });

  it('is nothing to tell of nobody', () => expect(fareOf([])).toBeNull());
  it('counts what was taken, and leaves the slowest of twenty out of p95', () => {
    const twenty = Array.from({ length: 20 }, (_, i) => attempt(i, i + 1, [204, 299, 300, 199][i] ?? 200));
    expect(fareOf(twenty)).toEqual({ share: 0.9, p95: 19 });
    expect(fareOf([attempt(0, 7, null)])).toEqual({ share: 0, p95: 7 });
  });
  it('leads to the newest traces of all receivers, and to none where there is none', () => {
    const of = screen({}, [
      { ...receiver, attempts: [attempt(3, 1), attempt(1, 1)] },
      { ...receiver, attempts: [attempt(2, 1), attempt(4, 1, null)] },
    ]);
    expect(tracedOf(of, 2).map((one) => one.traceId)).toEqual(['t3', 't2']);
  });
});
