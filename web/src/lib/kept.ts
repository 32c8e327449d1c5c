import { useState } from 'react';

const PLACE = 'form:';
const read = (place: string): Record<string, unknown> => JSON.parse(sessionStorage.getItem(place) ?? '{}');

/**
 * What a form shows: what is known, with what was typed on top. The typed is kept in this tab until it is sent or given up, so that
 * neither a closed dialog, nor a reload, nor somebody else's change in between loses it.
 */
export function useKept<Values extends object>(name: string, known: Values) {
  const place = PLACE + name;
  const [typed, set] = useState(() => read(place) as Partial<Values>);
  return {
    values: { ...known, ...typed },
    type(change: Partial<Values>) {
      set((before) => {
        const after = { ...before, ...change };
        sessionStorage.setItem(place, JSON.stringify(after));
        return after;
      });
    },
    forget() {
      sessionStorage.removeItem(place);
      set({});
    },
  };
}

/** Whoever signs in next in this tab finds nothing of what was typed. */
export function forgetAll() {
  for (const place of Object.keys(sessionStorage)) if (place.startsWith(PLACE)) sessionStorage.removeItem(place);
}
