import { expect, test } from 'vitest';
import { hsl, notations } from './colour';

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
