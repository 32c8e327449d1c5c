import { beforeEach, expect, test } from 'vitest';
import { forgetVersions, learnVersion, ownVersion, recordOf } from './versions';

const campaign = (id: string) => recordOf({ path: '/api/v1/campaigns/{campaign_id}', params: { campaign_id: id } });
beforeEach(forgetVersions);

test.each([
  ['/api/v1/campaigns/{campaign_id}', '/api/v1/campaigns/{campaign_id}'],
  ['/api/v1/campaigns/{campaign_id}/approve', '/api/v1/campaigns/{campaign_id}'],
  ['/api/v1/documents/{document_id}/versions/{version_id}/files', '/api/v1/documents/{document_id}'],
  ['/api/v1/meetings/{meeting_id}/minutes', '/api/v1/meetings/{meeting_id}'],
  ['/api/v1/meetings/{meeting_id}/seats/{entity}/answer', '/api/v1/meetings/{meeting_id}/seats/{entity}'],
  ['/api/v1/photo-people/{key}', '/api/v1/photo-people/{key}'],
  ['/api/v1/campaigns', '/api/v1/campaigns'],
])('%s changes %s', (path, record) => {
  const params = Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map((found) => [found[1]!, found[1]!]));
  const found = recordOf({ path, params });
  expect(found.path).toBe(record);
  expect(Object.keys(found.params)).toEqual([...record.matchAll(/\{(\w+)\}/g)].map((one) => one[1]));
});

test('one’s own acts lead from version to version, the last answer with them', () => {
  learnVersion(campaign('a'), 5, 6, 'first');
  learnVersion(campaign('a'), 6, 8, 'second');
  expect(ownVersion(campaign('a'), 5)).toEqual({ version: 8, answer: 'second' });
  expect(ownVersion(campaign('a'), 6)).toEqual({ version: 8, answer: 'second' });
});

test('a version that nobody’s own act left stays as it was seen', () => {
  learnVersion(campaign('a'), 7, 8, 'own');
  expect(ownVersion(campaign('a'), 5)).toEqual({ version: 5, answer: undefined });
  expect(ownVersion(campaign('b'), 7)).toEqual({ version: 7, answer: undefined });
  expect(ownVersion(campaign('a'), 8)).toEqual({ version: 8, answer: undefined });
});

test('an answer that is no newer teaches nothing, and leads in no circle', () => {
  learnVersion(campaign('a'), 5, 5, 'same');
  learnVersion(campaign('a'), 6, 2, 'of something else');
  expect(ownVersion(campaign('a'), 5).version).toBe(5);
  expect(ownVersion(campaign('a'), 6).version).toBe(6);
});

test('whoever signs in next has no acts of their own yet', () => {
  learnVersion(campaign('a'), 5, 6, 'own');
  forgetVersions();
  expect(ownVersion(campaign('a'), 5).version).toBe(5);
});
