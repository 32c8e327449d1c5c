import type { Summary } from '../api/types';
import { addDays, day, daysBetween } from './dates';

export const WEEKS = 10;
/** Weeks start on Monday. */
export const monday = (d: Date) => addDays(d, -((d.getUTCDay() + 6) % 7));

/** Campaigns inside the ten weeks, each in the first lane that is free when it begins. */
export function inLanes(campaigns: Summary[], start: Date) {
  const last = WEEKS * 7 - 1;
  const lanes: number[] = [];
  return campaigns
    .filter((c) => c.startsOn && c.endsOn)
    .map((c) => ({ c, s: daysBetween(start, day(c.startsOn!)), e: daysBetween(start, day(c.endsOn!)) }))
    .filter((x) => x.e >= 0 && x.s <= last)
    .sort((a, b) => a.s - b.s)
    .map(({ c, s, e }) => {
      const from = Math.max(0, s);
      const to = Math.min(last, e);
      let lane = lanes.findIndex((end) => end < from);
      if (lane < 0) lane = lanes.push(-1) - 1;
      lanes[lane] = to;
      return { c, from, to, lane, cutStart: s < 0, cutEnd: e > last };
    });
}
