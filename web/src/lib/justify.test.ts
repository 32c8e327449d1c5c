import { describe, expect, test } from 'vitest';
import { heightOf, justify, within } from './justify';

const shapes = Array.from({ length: 200 }, (_, i) => ({ id: i, width: [3, 2, 1, 4][i % 4]!, height: [2, 3, 1, 1][i % 4]! }));

describe('rows of photos', () => {
  test.each([300, 768, 1200])('fill %d pixels to the last and keep every photo once, in order', (across) => {
    const rows = justify(shapes, across, 220, 12);
    expect(rows.flatMap((row) => row.tiles.map((tile) => tile.item.id))).toEqual(shapes.map((one) => one.id));
    for (const row of rows.slice(0, -1)) {
      const last = row.tiles.at(-1)!;
      expect(last.start + last.width).toBeCloseTo(across, 6);
      expect(row.height).toBeLessThanOrEqual(220.001);
    }
    rows.slice(1).forEach((row, i) => expect(row.top).toBeCloseTo(rows[i]!.top + rows[i]!.height + 12, 6));
  });

  test('a lone photo is not blown up to the width', () => {
    const [row] = justify([{ width: 1, height: 1 }], 1200, 220, 12);
    expect(row!.height).toBe(220);
  });

  test('nothing is no row and no height', () => {
    expect(heightOf(justify([], 1200, 220, 12))).toBe(0);
  });
});

test('only rows that reach into the window are drawn', () => {
  const rows = justify(shapes, 900, 200, 10);
  for (const [from, to] of [
    [0, 700],
    [1000, 1700],
    [5000, 5700],
    [1e6, 2e6],
  ] as const) {
    const seen = rows.filter((row) => row.top + row.height >= from && row.top <= to);
    expect(within(rows, from, to)).toEqual(seen);
  }
});
