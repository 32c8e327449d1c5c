import { expect, test } from 'vitest';
import { daysOf, later } from './month';

test.each([
  ['2026-02', '2026-01-26', '2026-03-01', 35],
  ['2026-06', '2026-06-01', '2026-07-05', 35],
  ['2026-03', '2026-02-23', '2026-04-05', 42],
  ['2027-02', '2027-02-01', '2027-02-28', 28],
])('%s is whole weeks from Monday', (month, first, last, count) => {
  const days = daysOf(month);
  expect([days[0], days.at(-1), days.length]).toEqual([first, last, count]);
});

test('months go over the year', () => {
  expect([later('2026-12', 1), later('2026-01', -1), later('2026-05', 0)]).toEqual(['2027-01', '2025-12', '2026-05']);
});
