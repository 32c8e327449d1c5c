import { dayOf } from './dates';

/** The quarter of Dubai's calendar an instant falls in, such as 2026-Q4. */
export function quarterOf(instant: string): string {
  const [year, month] = dayOf(instant).split('-');
  return `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/** The first and the last day of a quarter. */
export function boundsOf(quarter: string): [string, string] {
  const [year, part] = quarter.split('-Q').map(Number) as [number, number];
  const edge = (month: number, day: number) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
  return [edge(part * 3 - 3, 1), edge(part * 3, 0)];
}

/** The quarter so many after (or, negative, before) another. */
export function quarterPast(quarter: string, by: number): string {
  const [year, part] = quarter.split('-Q').map(Number) as [number, number];
  const at = year * 4 + part - 1 + by;
  return `${Math.floor(at / 4)}-Q${(at % 4) + 1}`;
}
