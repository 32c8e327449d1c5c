import type { Campaign, Kpi } from '../api/types';

export type Reading = Campaign['outcome']['readings'][number];
export type Point = { day: string; actual: number; by: Reading['by'] };
export type Course = { kpi: Kpi; points: Point[]; falls: boolean };

/** Each indicator that was measured more than once, its figures by day; a correction of a day takes the place of what it corrects. */
export function coursesOf(c: Campaign): Course[] {
  return c.kpis
    .map((kpi) => {
      const days = new Map<string, Point>();
      for (const one of c.outcome.readings)
        if (one.metric === kpi.metric && one.name.ar === kpi.name.ar && one.name.en === kpi.name.en && one.asOf) {
          if (one.actual === null) days.delete(one.asOf);
          else days.set(one.asOf, { day: one.asOf, actual: one.actual, by: one.by });
        }
      const points = [...days.values()].sort((a, b) => a.day.localeCompare(b.day));
      return { kpi, points, falls: kpi.baseline !== null && kpi.target !== null && kpi.target < kpi.baseline };
    })
    .filter(({ points }) => points.length > 1);
}

/** Where a figure stands between the lowest and the highest that are drawn, 0 at the foot and 1 at the head. */
export function scaleOf({ kpi, points }: Course): (figure: number) => number {
  const all = [...points.map((one) => one.actual), ...[kpi.baseline, kpi.target].filter((one) => one !== null)];
  const low = Math.min(...all);
  const span = Math.max(...all) - low || 1;
  return (figure) => (figure - low) / span;
}
