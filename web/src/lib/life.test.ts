import { expect, test } from 'vitest';
import type { Campaign } from '../api/types';
import { lifeOf, standing } from './life';

const campaign = {
  createdAt: '2026-11-20T06:00:00Z',
  review: { requests: [], submittedAt: '2026-11-20T06:00:00Z', approvedAt: '2026-11-21T06:00:00Z', reviewer: null },
  launchAt: '2026-12-01T05:00:00Z',
  launchedAt: null,
  completedAt: null,
} as unknown as Campaign;

test('the latest stands first, and of one instant what came later', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  expect(lifeOf(campaign, now).map((x) => x.what)).toEqual(['scheduled', 'approved', 'submitted', 'created']);
});

test('a launch that is still to come is marked', () => {
  const ahead = (now: string) => lifeOf(campaign, Date.parse(now)).find((x) => x.what === 'scheduled')?.ahead;
  expect(ahead('2026-11-23T12:00:00Z')).toBe(true);
  expect(ahead('2026-12-02T12:00:00Z')).toBe(false);
});

test('requests of one review are one line', () => {
  const request = {
    id: '1',
    field: '/title/en',
    note: 'x',
    by: { id: 'p', name: null },
    at: '2026-11-22T06:00:00Z',
    answer: null,
    resolvedAt: null,
  };
  const asked = { ...campaign, review: { ...campaign.review!, requests: [request, { ...request, id: '2' }] } };
  expect(lifeOf(asked).filter((x) => x.what === 'asked')).toEqual([{ at: request.at, what: 'asked', count: 2 }]);
});

test('a returned campaign stands in review, a withdrawn one nowhere', () => {
  expect(standing('changes-requested')).toBe('in-review');
  expect(standing('withdrawn')).toBeNull();
});
