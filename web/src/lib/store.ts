import { useSyncExternalStore } from 'react';

/** A value that lives outside React and tells its readers when it changes. */
export function store<T>(first: T) {
  let value = first;
  const readers = new Set<() => void>();
  return {
    get: () => value,
    set(next: T) {
      value = next;
      readers.forEach((read) => read());
    },
    subscribe(read: () => void) {
      readers.add(read);
      return () => void readers.delete(read);
    },
  };
}
export type Store<T> = ReturnType<typeof store<T>>;
export const useStore = <T>(s: Store<T>) => useSyncExternalStore(s.subscribe, s.get);
