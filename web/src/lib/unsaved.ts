/** What is typed and not yet sent, wherever it stands: nothing of it is dropped before its writer was asked. */
import { createContext, useContext, useLayoutEffect, useRef } from 'react';
import { askToDiscard, type Droppable } from './conflicts';
import { same } from './merge';

/** The dialog a form stands in; null on the page itself. */
export type Scope = { readonly dialog: string } | null;
export const UnsavedScope = createContext<Scope>(null);

type Entry = {
  scope: Scope;
  dirty: boolean;
  what: Droppable;
  /** What was typed, to hand back when the form goes away by itself. */
  words: () => string;
  /** Sends what waits; true when nothing is left to lose. */
  flush?: () => Promise<boolean>;
};
const entries = new Set<Entry>();
type Watcher = { typed: () => void; rescued: (words: string) => void };
const watchers = new Set<Watcher>();

const dirtyIn = (scope?: Scope) => [...entries].filter((one) => one.dirty && (scope === undefined || one.scope === scope));
/** Whether something typed would be lost, in a dialog or anywhere. */
export const anyUnsaved = (scope?: Scope) => dirtyIn(scope).length > 0;
export const anyUnsavedInDialogs = () => dirtyIn().some((one) => one.scope !== null);
/** Whether a form of a dialog says itself what it holds. */
export const isSpokenFor = (scope: Scope) => [...entries].some((one) => one.scope === scope);

const warn = (event: BeforeUnloadEvent) => event.preventDefault();
function change(entry: Entry, dirty: boolean) {
  if (dirty && !entry.dirty) watchers.forEach((one) => one.typed());
  entry.dirty = dirty;
  // A page that always listens for its end would never be kept for the way back.
  if (anyUnsaved()) addEventListener('beforeunload', warn);
  else removeEventListener('beforeunload', warn);
}

/** The reader said so, or it was sent: nothing of it is asked about any more. */
export function forgetUnsaved(scope?: Scope) {
  for (const one of dirtyIn(scope)) change(one, false);
}

let asking: Promise<boolean> | undefined;
async function dropped(those: () => Entry[]): Promise<boolean> {
  for (const one of those()) if (await one.flush?.()) change(one, false);
  if (!those().length) return true;
  const what = those().some((one) => one.what === 'secret') ? 'secret' : 'words';
  asking ??= askToDiscard(what).finally(() => (asking = undefined));
  if (!(await asking)) return false;
  for (const one of those()) change(one, false);
  return true;
}
/** Whether what is typed may go: it is sent if it can be, else its writer is asked, once at a time. */
export const mayDrop = (scope?: Scope) => dropped(() => dirtyIn(scope));

/** Keeps what a form says of itself, from when it is shown until it goes; what it still held then is handed back. */
export function hold(form: { scope: Scope; what?: Droppable; words: () => string; flush?: () => Promise<boolean> }) {
  const own: Entry = { what: 'words', ...form, dirty: false };
  entries.add(own);
  return {
    say: (dirty: boolean) => change(own, dirty),
    /** Leaves the form on its writer's wish. */
    dismiss: async (close: () => void) => {
      if (await dropped(() => (own.dirty ? [own] : []))) close();
    },
    release() {
      const words = own.dirty ? own.words() : '';
      change(own, false);
      entries.delete(own);
      if (words) watchers.forEach((one) => one.rescued(words));
    },
  };
}

/** Tells when something begins to be typed, and when a form went away by itself with words in it. */
export function watchUnsaved(watcher: Watcher): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** The texts that differ from what stood there. */
export function wordsOf(before: unknown, after: unknown): string {
  if (same(before, after) || after === null || after === undefined) return '';
  if (typeof after === 'string') return after.trim();
  if (typeof after !== 'object') return '';
  const was = (typeof before === 'object' && before !== null ? before : {}) as Record<string, unknown>;
  return Object.entries(after)
    .map(([name, one]) => wordsOf(was[name], one))
    .filter(Boolean)
    .join('\n\n');
}

/**
 * Every form says with this what it holds: as long as that differs from what stood there first, neither Escape, a click outside,
 * another page, the end of the tab nor the end of the session drops it unasked. `saved` makes what the form holds now, or shows from
 * now on, its new beginning; `dismiss` is the way out of a form that stands on a page.
 */
export function useUnsaved(
  values: unknown,
  { flush, dirty, what }: { flush?: () => Promise<boolean>; dirty?: boolean; what?: Droppable } = {},
) {
  const scope = useContext(UnsavedScope);
  const now = useRef({ first: values, values, flush });
  now.current.values = values;
  now.current.flush = flush;
  const held = useRef<ReturnType<typeof hold>>(null);
  const changed = dirty ?? !same(now.current.first, values);
  useLayoutEffect(() => {
    held.current = hold({
      scope,
      what,
      words: () => wordsOf(now.current.first, now.current.values),
      flush: async () => (await now.current.flush?.()) ?? false,
    });
    return () => held.current?.release();
  }, [scope, what]);
  useLayoutEffect(() => held.current?.say(changed), [changed]);
  return {
    dirty: changed,
    saved(shown: unknown = now.current.values) {
      now.current.first = shown;
      held.current?.say(false);
    },
    dismiss: (close: () => void) => void held.current?.dismiss(close),
  };
}
