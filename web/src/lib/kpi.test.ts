import { expect, test } from 'vitest';
import { newKpi } from './draft';
import { verdict } from './kpi';

const kpi = (baseline: number | null, target: number | null, actual: number | null) => ({
  ...newKpi(),
  baseline,
  target,
  actual,
});

test.each([
  [kpi(0, 100, 120), 'met'],
  [kpi(0, 100, 80), 'near'],
  [kpi(0, 100, 20), 'missed'],
  [kpi(40, 38, 38), 'met'],
  [kpi(40, 30, 39), 'missed'],
  [kpi(50, 50, 50), 'met'],
  [kpi(50, 50, 49), 'missed'],
  [kpi(null, 100, 100), 'met'],
  [kpi(0, 10, null), 'waiting'],
  [kpi(null, 10, null), 'nobase'],
])('%o is %s', (k, key) => expect(verdict(k).key).toBe(key));

test('while a campaign runs nothing is missed yet, and what is met is met', () => {
  expect(verdict(kpi(0, 100, 20), true)).toEqual({ way: 0.2, tone: 'accent', key: 'underway' });
  expect(verdict(kpi(0, 100, 100), true).key).toBe('met');
});
