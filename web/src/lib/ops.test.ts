import { describe, expect, it } from 'vitest';
import type { OpsScreen } from '../api/ops';
import { BEHIND, LATE, needsOf } from './ops';

const facts = {
  service: 'media-svc',
  version: '1',
  since: '2026-11-25T08:00:00Z',
  parts: { mongo: 'ok' },
  outboxes: [{ collection: 'assets', depth: 0, age: 0 }],
  lag: [{ group: 'media-svc', topic: 'campaigns.campaign', events: 0 }],
  letters: [],
  acts: [],
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
