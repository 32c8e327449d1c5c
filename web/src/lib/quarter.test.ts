import { expect, test } from 'vitest';
import { boundsOf, quarterOf, quarterPast } from './quarter';

test('a quarter has its days, and neighbours over the turn of the year', () => {
  expect([boundsOf('2026-Q1'), boundsOf('2024-Q4')]).toEqual([
    ['2026-01-01', '2026-03-31'],
    ['2024-10-01', '2024-12-31'],
  ]);
  expect([quarterPast('2026-Q1', -1), quarterPast('2026-Q4', 1), quarterPast('2026-Q2', 1)]).toEqual([
    '2025-Q4',
    '2027-Q1',
    '2026-Q3',
  ]);
});
test('a quarter begins at midnight in Dubai', () => {
  expect([quarterOf('2026-03-31T19:59:59Z'), quarterOf('2026-03-31T20:00:00Z')]).toEqual(['2026-Q1', '2026-Q2']);
});
