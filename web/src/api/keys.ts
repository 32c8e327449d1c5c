/**
 * The idempotency keys of what is being written: a write that nobody knows the end of goes again under the same key, so that it is
 * done once, however often it is pressed and from wherever. Another content is another write and has another key.
 */
import { newKey } from './client';
import { isUndecided } from './problem';

type Asked = { method: string; path: string; params: object; body?: unknown };
const undecided = new Map<string, string>();
const printOf = ({ method, path, params, body }: Asked, version?: number) =>
  JSON.stringify([method, path, params, body, version]);

/** The key of a write: the same as before while the same write, on the same version, is not known to be decided. */
export function keyOf(write: Asked, version?: number): string {
  const print = printOf(write, version);
  const key = undecided.get(print) ?? newKey();
  undecided.set(print, key);
  return key;
}

/** Notes how a write ended: done or refused it is over, and doing the same again is another act. */
export function noteEnd(write: Asked, version?: number, error?: unknown) {
  if (error === undefined || !isUndecided(error)) undecided.delete(printOf(write, version));
}

/** For whoever signs in next. */
export const forgetKeys = () => undecided.clear();
