import { store } from './store';

const KEY = 'studio-basket';
export const MOST = 50;

function kept(): string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(found) ? found.filter((x) => typeof x === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}
/** Numbers of the photos a reader has picked, in that order; they stay over a reload. */
export const basket = store<string[]>(kept());

function keep(numbers: string[]) {
  basket.set(numbers);
  try {
    localStorage.setItem(KEY, JSON.stringify(numbers));
  } catch {
    // a full or forbidden store: the basket lasts as long as the page
  }
}
/** Puts a photo in or takes it out; false when the basket is full. */
export function toggle(number: string) {
  const now = basket.get();
  if (!now.includes(number) && now.length >= MOST) return false;
  keep(now.includes(number) ? now.filter((x) => x !== number) : [...now, number]);
  return true;
}
export const empty = () => keep([]);
/** What is not there any more leaves the basket by itself. */
export const only = (there: Set<string>) => {
  const now = basket.get();
  if (now.some((x) => !there.has(x))) keep(now.filter((x) => there.has(x)));
};
