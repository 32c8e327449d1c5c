import { store } from './store';

/** Which figures numbers and dates are written in, remembered on this device: Latin ones, or those of Arabic. */
export type Digits = 'latn' | 'arab';
export const digits = store<Digits>(globalThis.localStorage?.getItem('digits') === 'arab' ? 'arab' : 'latn');

export function setDigits(next: Digits) {
  localStorage.setItem('digits', next);
  digits.set(next);
}
