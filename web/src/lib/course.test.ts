import { expect, it } from 'vitest';
import type { Campaign } from '../api/types';
import { coursesOf, scaleOf } from './course';
import { newKpi } from './draft';

const by = { id: '1', name: null };
const recall = { ...newKpi(), metric: 'recall', name: { ar: 'تذكّر', en: 'Recall' }, baseline: 30, target: 60 };
const accidents = { ...newKpi(), name: { ar: 'بلاغات', en: 'Accidents' }, baseline: 400, target: 300 };
const read = (kpi: typeof recall, actual: number | null, asOf: string | null) => ({
  metric: kpi.metric,
  name: kpi.name,
  actual,
  asOf,
  by,
  at: '2026-01-01T00:00:00Z',
});
const campaign = (...readings: ReturnType<typeof read>[]) =>
  ({ kpis: [recall, accidents], outcome: { readings } }) as unknown as Campaign;

it('an indicator measured once has no course', () => {
  expect(coursesOf(campaign(read(recall, 40, '2026-01-10')))).toEqual([]);
});

it('figures stand by their days, and a correction takes the place of what it corrects', () => {
  const [course] = coursesOf(
    campaign(
      read(recall, 50, '2026-03-01'),
      read(recall, 40, '2026-01-10'),
      read(recall, 42, '2026-01-10'),
      read(accidents, 390, '2026-01-10'),
    ),
  );
  expect(course?.points.map((one) => [one.day, one.actual])).toEqual([
    ['2026-01-10', 42],
    ['2026-03-01', 50],
  ]);
});

it('a figure that was taken back is gone', () => {
  expect(
    coursesOf(campaign(read(recall, 40, '2026-01-10'), read(recall, 50, '2026-03-01'), read(recall, null, '2026-03-01'))),
  ).toEqual([]);
});

it('a target below its baseline should fall, and the scale holds it', () => {
  const [course] = coursesOf(campaign(read(accidents, 380, '2026-01-10'), read(accidents, 330, '2026-02-10')));
  expect(course?.falls).toBe(true);
  const scale = scaleOf(course!);
  expect([scale(300), scale(400), scale(350)]).toEqual([0, 1, 0.5]);
});
