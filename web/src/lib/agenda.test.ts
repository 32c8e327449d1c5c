import { expect, test } from 'vitest';
import { moved } from './agenda';

const agenda = ['carried', 'a', 'b', 'b1', 'b2', 'c'].map((id) => ({
  id,
  parent: id.length === 2 ? id[0]! : null,
  kind: id === 'carried' ? ('carry-over' as const) : ('policy' as const),
}));

test('an item moves over a whole item and takes its parts along', () => {
  expect(moved(agenda, 'a', 1)).toEqual(['carried', 'b', 'b1', 'b2', 'a', 'c']);
  expect(moved(agenda, 'b', 1)).toEqual(['carried', 'a', 'c', 'b', 'b1', 'b2']);
  expect(moved(agenda, 'c', -1)).toEqual(['carried', 'a', 'c', 'b', 'b1', 'b2']);
});
test('a part moves among the parts of its item', () => {
  expect(moved(agenda, 'b1', 1)).toEqual(['carried', 'a', 'b', 'b2', 'b1', 'c']);
  expect([moved(agenda, 'b1', -1), moved(agenda, 'b2', 1)]).toEqual([null, null]);
});
test('nothing moves before what was carried over, behind the last, or unknown', () => {
  expect([moved(agenda, 'a', -1), moved(agenda, 'c', 1), moved(agenda, 'carried', 1), moved(agenda, 'x', 1)]).toEqual(
    Array(4).fill(null),
  );
});
