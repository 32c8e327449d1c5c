import { useState } from 'react';

/** Whatever begins with this in the tab's store was typed, and goes with its writer. */
export const PLACE = 'form:';
type Kept<Values, Known> = { typed: Partial<Values>; from?: Known };
const read = (place: string) => JSON.parse(sessionStorage.getItem(place) ?? '{"typed":{}}');

/**
 * What a form shows: what is known, with what was typed on top. The typed is kept in this tab until it is sent or given up, so that
 * neither a closed dialog, nor a reload, nor somebody else's change in between loses it; with it what was known when it began, so
 * that a change in between is seen.
 */
export function useKept<Values extends object, Known>(name: string, known: Known, valuesOf: (known: Known) => Values) {
  const place = PLACE + name;
  const [{ typed, from = known }, set] = useState<Kept<Values, Known>>(() => {
    const kept = read(place) as Kept<Values, Known>;
    return { from: known, ...kept };
  });
  return {
    from,
    values: { ...valuesOf(from), ...typed },
    type(change: Partial<Values>) {
      set((before) => {
        const after = { from, typed: { ...before.typed, ...change } };
        sessionStorage.setItem(place, JSON.stringify(after));
        return after;
      });
    },
    forget() {
      sessionStorage.removeItem(place);
      set({ typed: {}, from });
    },
  };
}

/** Whoever signs in next in this tab finds nothing of what was typed. */
export function forgetAll() {
  for (const place of Object.keys(sessionStorage)) if (place.startsWith(PLACE)) sessionStorage.removeItem(place);
}
