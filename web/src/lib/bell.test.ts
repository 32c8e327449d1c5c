import { describe, expect, it } from 'vitest';
import type { Notice } from '../api/bell';
import { addressOf, runsOf } from './bell';

const notice = (id: number, type = 'media.photo-released.v1', at = '2026-11-25T08:00:00Z'): Notice => ({
  id: String(id),
  type,
  title: { ar: 'صدرت صورة', en: 'Photo released' },
  name: null,
  gate: 'studio',
  entity: null,
  kind: 'photo',
  record: `P-${id}`,
  at,
  read: false,
});
const sizes = (notices: Notice[]) => runsOf(notices).map((run) => run.notices.length);

describe('many of one kind', () => {
  it('are one line from four on, and keep their order', () => {
    expect(sizes([1, 2, 3].map((n) => notice(n)))).toEqual([1, 1, 1]);
    expect(sizes([1, 2, 3, 4].map((n) => notice(n)))).toEqual([4]);
    expect(runsOf([1, 2, 3, 4].map((n) => notice(n)))[0]!.notices.map((one) => one.id)).toEqual(['1', '2', '3', '4']);
  });
  it('are not joined over another kind, nor over midnight in Dubai', () => {
    expect(sizes([notice(1), notice(2), notice(3, 'media.kit-released.v1'), notice(4), notice(5)])).toEqual([1, 1, 1, 1, 1]);
    const late = [1, 2].map((n) => notice(n, undefined, '2026-11-25T20:00:00Z'));
    const early = [3, 4].map((n) => notice(n, undefined, '2026-11-25T19:59:59Z'));
    expect(sizes([...late, ...early])).toEqual([1, 1, 1, 1]);
  });
});

it('leads to the record, and to the gate when the record ended', () => {
  expect(addressOf(notice(1), 'ar')).toBe('/ar/studio/P-1');
  expect(addressOf({ ...notice(1), kind: 'subscription', record: 's-1' }, 'en')).toBe('/en/subscriptions/s-1');
  expect(addressOf({ ...notice(1), kind: null, record: null }, 'en')).toBe('/en/studio');
});
