import { addDays, day } from './dates';

/** The days a page of a wall calendar shows: whole weeks from Monday that hold the month (`YYYY-MM`). */
export function daysOf(month: string): string[] {
  const first = day(`${month}-01`);
  const start = addDays(first, -((first.getUTCDay() + 6) % 7));
  const days: string[] = [];
  for (let d = start; days.length < 42 && (days.length % 7 || iso(d).slice(0, 7) <= month); d = addDays(d, 1)) days.push(iso(d));
  return days;
}
/** The month some months later. */
export function later(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number);
  return iso(new Date(Date.UTC(year!, number! - 1 + by, 1))).slice(0, 7);
}
const iso = (d: Date) => d.toISOString().slice(0, 10);
