import { expect, test } from 'vitest';
import { contrast, hsl, level, notations } from './colour';

test.each([
  ['#FFFFFF', [0, 0, 100]],
  ['#000000', [0, 0, 0]],
  ['#FF0000', [0, 100, 50]],
  ['#00FF00', [120, 100, 50]],
  ['#0000FF', [240, 100, 50]],
  ['#006A67', [178, 100, 21]],
])('%s as hue, saturation and lightness', (hex, wanted) => expect(hsl(hex)).toEqual(wanted));

test('a colour is written in three ways', () =>
  expect(notations('#B68A35').map((x) => x.text)).toEqual(['#B68A35', '182 138 53', '40 55% 46%']));

test.each([
  ['#FFFFFF', '#000000', 21, 'AAA'],
  ['#FFFFFF', '#767676', 4.54, 'AA'],
  ['#FFFFFF', '#777777', 4.48, 'large'],
  ['#FFFFFF', '#FFFFFF', 1, 'none'],
])('%s on %s has a contrast of %d', (one, other, ratio, said) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 1);
  expect(contrast(other, one)).toBe(contrast(one, other));
  expect(level(contrast(one, other))).toBe(said);
});
