import type { Campaign, Status } from '../api/types';

export type Happening = { at: string; what: string; count?: number; ahead?: boolean };

const amended = { targets: 'amended', content: 'corrected', status: 'undone' };
/** The facts a campaign carries about itself, the latest first; requests of one review are one line. */
export function lifeOf(c: Campaign, now = Date.now()): Happening[] {
  const all: Happening[] = [{ at: c.createdAt, what: 'created' }];
  const add = (what: string, at: string | null | undefined) => void (at && all.push({ at, what }));
  add('submitted', c.review?.submittedAt);
  const asked = new Map<string, number>();
  for (const { at } of c.review?.requests ?? []) asked.set(at, (asked.get(at) ?? 0) + 1);
  for (const [at, count] of asked) all.push({ at, what: 'asked', count });
  add('approved', c.review?.approvedAt);
  if (!c.launchedAt && c.launchAt) all.push({ at: c.launchAt, what: 'scheduled', ahead: Date.parse(c.launchAt) > now });
  add('launched', c.launchedAt);
  add('completed', c.completedAt);
  for (const { at, kind } of c.outcome?.amendments ?? []) add(amended[kind], at);
  add('evaluated', c.outcome?.evaluatedAt);
  add('exemplar', c.outcome?.exemplarAt);
  // Facts of one instant keep their order, so that the later one still stands above.
  return all.reverse().sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

export const life = ['draft', 'submitted', 'in-review', 'approved', 'scheduled', 'live', 'completed', 'evaluated'] as const;
/** The step a status stands on; a returned campaign is still in review. */
export const standing = (status: Status): (typeof life)[number] | null =>
  status === 'changes-requested'
    ? 'in-review'
    : status === 'evaluation-due'
      ? 'completed'
      : status === 'exemplar'
        ? 'evaluated'
        : status === 'withdrawn' || status === 'cancelled' || status === 'superseded'
          ? null
          : status;
