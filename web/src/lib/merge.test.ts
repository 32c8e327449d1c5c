import { describe, expect, test } from 'vitest';
import { changesOf, merge, patchOf, same, settle, visibleOf } from './merge';

const values = [undefined, null, '', 'أ', 'ب', 0, false, [1], [1, 2], { ar: 'أ' }, { ar: 'أ', en: '' }];

test('values of JSON are alike when they say the same', () => {
  for (const a of values) for (const b of values) expect(same(a, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
  expect(same({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  expect(same({ a: undefined }, {})).toBe(true);
});

test('a patch holds the members that differ and no other', () => {
  expect(patchOf({ a: 1, b: { ar: 'أ' }, c: [1] }, { a: 1, b: { ar: 'ب' }, c: [1] })).toEqual({ b: { ar: 'ب' } });
  expect(patchOf({ a: 1 }, { a: null } as object)).toEqual({ a: null });
});

/** Two editors and two fields, each left alone or changed in one of two ways by each: every combination. */
const edits = ['base', 'x', 'y'];
const all = edits.flatMap((ta) => edits.flatMap((tb) => edits.flatMap((ma) => edits.map((mb) => [ta, tb, ma, mb] as const))));

describe.each(all)('they made %s %s, I made %s %s', (ta, tb, ma, mb) => {
  const base = { a: 'base', b: { ar: 'base', en: 'kept' } };
  const theirs = { a: ta, b: { ar: tb, en: 'kept' } };
  const mine = { a: ma, b: { ar: mb, en: 'kept' } };
  const { merged, clashes } = merge(base, theirs, mine);
  const joined = (their: string, own: string) => (own === 'base' ? their : own);
  const clashing = (their: string, own: string) => their !== 'base' && own !== 'base' && their !== own;

  test('whoever alone changed a field is kept, and only what both changed is a clash', () => {
    expect(merged).toEqual({ a: joined(ta, ma), b: { ar: joined(tb, mb), en: 'kept' } });
    const expected = [clashing(ta, ma) && '/a', clashing(tb, mb) && '/b/ar'].filter(Boolean);
    expect(clashes.map((one) => one.pointer)).toEqual(expected);
    for (const one of clashes) expect([one.theirs, one.mine]).toEqual(one.pointer === '/a' ? [ta, ma] : [tb, mb]);
  });

  test('each clash is settled as chosen, and nothing is settled while one is open', () => {
    for (const a of ['mine', 'theirs'] as const)
      for (const b of ['mine', 'theirs'] as const)
        expect(settle(merged, clashes, { '/a': a, '/b/ar': b })).toEqual({
          a: clashing(ta, ma) && a === 'theirs' ? ta : joined(ta, ma),
          b: { ar: clashing(tb, mb) && b === 'theirs' ? tb : joined(tb, mb), en: 'kept' },
        });
    if (clashes.length) expect(settle(merged, clashes, {})).toBeUndefined();
    if (clashes.length === 2) expect(settle(merged, clashes, { '/a': 'mine' })).toBeUndefined();
  });
});

test('rows have no names: two changes of one list clash, one change does not', () => {
  expect(merge({ rows: [1] }, { rows: [1, 2] }, { rows: [1] })).toEqual({ merged: { rows: [1, 2] }, clashes: [] });
  expect(merge({ rows: [1] }, { rows: [1, 2] }, { rows: [0, 1] }).clashes).toHaveLength(1);
});

test('a value that one made of nothing meets the other member by member', () => {
  const { merged, clashes } = merge<object>({ place: null }, { place: { ar: 'أ', en: '' } }, { place: { ar: 'أ', en: 'A' } });
  expect(merged).toEqual({ place: { ar: 'أ', en: 'A' } });
  expect(clashes.map((one) => one.pointer)).toEqual(['/place/en']);
});

test('a name with a slash in it is one field', () => {
  const { merged, clashes } = merge({ 'name/ar': 'x' }, { 'name/ar': 'y' }, { 'name/ar': 'z' });
  expect(clashes.map((one) => one.pointer)).toEqual(['/name~1ar']);
  expect(settle(merged, clashes, { '/name~1ar': 'theirs' })).toEqual({ 'name/ar': 'y' });
});

test('emptying a field is a change like any other', () => {
  expect(merge({ a: 'x' }, { a: 'y' }, { a: '' }).clashes).toEqual([{ pointer: '/a', theirs: 'y', mine: '' }]);
  expect(merge<object>({ a: 'x' }, { a: null }, { a: 'x' }).merged).toEqual({ a: null });
});

test('what changed is told as near as it can be, rows by their place while none came or went', () => {
  expect(changesOf({ kpis: [{ actual: 1 }, { actual: 2 }] }, { kpis: [{ actual: 1 }, { actual: 3 }] })).toEqual([
    { pointer: '/kpis/1/actual', before: 2, after: 3 },
  ]);
  expect(changesOf({ rows: [1] }, { rows: [1, 2] })).toEqual([{ pointer: '/rows', before: [1], after: [1, 2] }]);
  expect(changesOf({ a: null }, { a: { b: 1 } })).toEqual([{ pointer: '/a', before: null, after: { b: 1 } }]);
});

test('what changed is told with both values, its bookkeeping is not', () => {
  const before = { version: 1, updatedAt: 'then', title: 'أ', cover: { renditions: ['a'], alt: 'x' }, actions: ['go'] };
  const after = { version: 2, updatedAt: 'now', title: 'ب', cover: { renditions: ['b'], alt: 'x' }, actions: [] };
  expect(changesOf(visibleOf(before) as object, visibleOf(after) as object)).toEqual([
    { pointer: '/title', before: 'أ', after: 'ب' },
  ]);
});
