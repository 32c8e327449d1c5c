/** Rows of photos that fill the width: each as high as its neighbours, none cropped. Pure, so that any part can be drawn alone. */
export type Tile<T> = { item: T; start: number; width: number };
export type Row<T> = { top: number; height: number; tiles: Tile<T>[] };
export type Shape = { width: number; height: number };

/** Shapes that would break a row are drawn as if they were this wide or narrow at most. */
const shapeOf = (one: Shape) => Math.min(3.2, Math.max(0.5, one.width / one.height));

/** `wanted` is the height a row comes close to; what does not fill the last row keeps that height. */
export function justify<T extends Shape>(items: readonly T[], across: number, wanted: number, gap: number): Row<T>[] {
  const rows: Row<T>[] = [];
  let open: T[] = [];
  let sum = 0;
  let top = 0;
  const close = (full: boolean) => {
    const room = across - gap * (open.length - 1);
    const height = full ? room / sum : Math.min(wanted, room / sum);
    let start = 0;
    const tiles = open.map((item) => {
      const width = shapeOf(item) * height;
      const tile = { item, start, width };
      start += width + gap;
      return tile;
    });
    rows.push({ top, height, tiles });
    top += height + gap;
    open = [];
    sum = 0;
  };
  for (const item of items) {
    open.push(item);
    sum += shapeOf(item);
    if ((across - gap * (open.length - 1)) / sum <= wanted) close(true);
  }
  if (open.length > 0) close(false);
  return rows;
}

export const heightOf = (rows: readonly Row<unknown>[]) => {
  const last = rows.at(-1);
  return last ? last.top + last.height : 0;
};

/** The rows that reach into a window of the page, found by halving. */
export function within<T>(rows: readonly Row<T>[], from: number, to: number): Row<T>[] {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.top + rows[middle]!.height < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < rows.length && rows[end]!.top <= to) end++;
  return rows.slice(low, end);
}
