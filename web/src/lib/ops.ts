/** What of the platform needs a person, worst first; nothing = all is well. */
import type { OpsScreen } from '../api/ops';

/** Beyond these a figure wants a look: seconds a fact waits to be published, events a consumer is behind. */
export const LATE = 5;
export const BEHIND = 100;
/** Seconds that an event may wait for its first try. */
export const UNTRIED = 60;

export type Need = {
  kind: 'away' | 'unready' | 'silent' | 'alerts' | 'unknown' | 'outbox' | 'untried' | 'lag' | 'receivers' | 'letters';
  at: string;
  name?: string;
  count: number;
};

export const lettersOf = (screen: OpsScreen) =>
  screen.services.flatMap((one) => (one.facts?.letters ?? []).map((letter) => ({ service: one.name, letter })));
export const lagOf = (screen: OpsScreen) => screen.services.flatMap((one) => one.facts?.lag ?? []);
export const outboxesOf = (screen: OpsScreen) =>
  screen.services.flatMap((one) => {
    const waiting = one.facts?.outboxes ?? [];
    const depth = waiting.reduce((sum, box) => sum + box.depth, 0);
    return waiting.length ? [{ name: one.name, depth, age: Math.max(...waiting.map((box) => box.age)) }] : [];
  });
/** How those fare who send webhooks, where it is known. */
export const dispatchOf = (screen: OpsScreen) =>
  screen.services.flatMap(({ facts }) => {
    const { alive, lanes, stalled, untried } = facts?.figures ?? {};
    return alive === undefined ? [] : [{ alive, lanes: lanes ?? 0, stalled: stalled ?? 0, untried: untried ?? 0 }];
  });
/** Topics of one group as one figure. */
export function groupsOf(screen: OpsScreen) {
  const groups = new Map<string, number>();
  for (const one of lagOf(screen)) groups.set(one.group, (groups.get(one.group) ?? 0) + one.events);
  return [...groups].map(([group, events]) => ({ group, events })).sort((a, b) => b.events - a.events);
}
export const isFailing = (one: OpsScreen['receivers'][number]) =>
  one.status === 'disabled' || (one.status === 'active' && (one.failingSince !== null || one.dead > 0));
type Attempt = OpsScreen['receivers'][number]['attempts'][number];
export const isTaken = (one: Attempt) => one.status !== null && one.status >= 200 && one.status < 300;
/** How attempts went: the share that was taken, and the milliseconds within which 95 of 100 were answered (nearest rank). */
export function fareOf(attempts: Attempt[]) {
  if (!attempts.length) return null;
  const spent = attempts.map((one) => one.durationMs).sort((a, b) => a - b);
  return { share: attempts.filter(isTaken).length / attempts.length, p95: spent[Math.ceil(spent.length * 0.95) - 1]! };
}
/** The newest attempts of all receivers whose way can be followed. */
export const tracedOf = (screen: OpsScreen, most: number) =>
  screen.receivers
    .flatMap(({ subscriptionId, name, attempts }) => attempts.map((one) => ({ subscriptionId, name, ...one })))
    .filter((one) => one.traceId)
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, most);

export function needsOf(screen: OpsScreen): Need[] {
  const failing = screen.receivers.filter(isFailing).length;
  const letters = lettersOf(screen).length;
  const alerts = screen.alerts?.length ?? 0;
  return [
    ...screen.services
      .filter((one) => !one.ready)
      .map((one): Need => ({ kind: one.facts ? 'unready' : 'away', at: 'health', name: one.name, count: 1 })),
    ...(alerts ? [{ kind: 'alerts', at: 'alerts', count: alerts } satisfies Need] : []),
    ...(screen.alerts ? [] : [{ kind: 'unknown', at: 'alerts', count: 1 } satisfies Need]),
    ...screen.watching
      .filter((one) => one.answers === false)
      .map((one): Need => ({ kind: 'silent', at: 'alerts', name: one.name, count: 1 })),
    ...outboxesOf(screen)
      .filter((one) => one.age > LATE)
      .map((one): Need => ({ kind: 'outbox', at: 'outbox', name: one.name, count: one.depth })),
    ...dispatchOf(screen)
      .filter((one) => one.alive === 0 || one.stalled > 0 || one.untried > UNTRIED)
      .map((one): Need => ({ kind: 'untried', at: 'receivers', count: Math.round(one.untried) })),
    ...groupsOf(screen)
      .filter((one) => one.events > BEHIND)
      .map((one): Need => ({ kind: 'lag', at: 'lag', name: one.group, count: one.events })),
    ...(failing ? [{ kind: 'receivers', at: 'receivers', count: failing } satisfies Need] : []),
    ...(letters ? [{ kind: 'letters', at: 'letters', count: letters } satisfies Need] : []),
  ];
}
