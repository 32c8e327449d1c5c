import { dayOf } from './dates';

/** The quarter of Dubai's calendar an instant falls in, such as 2026-Q4. */
export function quarterOf(instant: string): string {
  const [year, month] = dayOf(instant).split('-');
  return `${year}-Q${Math.ceil(Number(month) / 3)}`;
}
