/** How a write meets a change in between. Pure of React, so that every order of two editors' acts can be tried. */
import { changesOf, merge, patchOf, settle, type Change, type Choices, type Clash } from './merge';

export type Versioned = { version: number };

/** The world outside: the server, and the reader who decides. */
export type Outside<Record extends Versioned, Answer> = {
  send: (sent: object | undefined, version: number) => Promise<Answer>;
  read: () => Promise<Record>;
  /** What one's own acts made of the record since it was seen. */
  own: (seen: number) => { version: number; answer?: unknown };
  isStale: (error: unknown) => boolean;
  /** Undefined: the reader goes back to what was typed. */
  choose: (clashes: Clash[]) => Promise<Choices | undefined>;
  goAhead: (changes: Change[]) => Promise<boolean>;
};

/** The reader went back: nothing was sent, nothing is lost. */
export class Withheld extends Error {
  name = 'Withheld';
}

/** A record that others change all the time is given up on, and said to be stale. */
const ATTEMPTS = 5;

/** The answer to one's own last act where it shows the record itself, not a part of it. */
export const shownIn = <R extends object>(answer: unknown, record: R): answer is R =>
  typeof answer === 'object' && answer !== null && Object.keys(record).every((name) => name in answer);

/**
 * Sends an act on a record. One that is refused because the record changed is sent again when nothing changed that it rests on;
 * else the reader sees what changed and decides.
 */
export async function sendAct<R extends Versioned, A>(
  act: { record: R; concerns: (record: R) => object; may?: (record: R) => boolean },
  outside: Outside<R, A>,
): Promise<A> {
  let seen = act.record;
  for (let attempt = 1; ; attempt++) {
    const { version, answer } = outside.own(seen.version);
    try {
      return await outside.send(undefined, version);
    } catch (refused) {
      if (!outside.isStale(refused) || attempt === ATTEMPTS) throw refused;
      const now = await outside.read();
      if (act.may && !act.may(now)) throw refused;
      const changes = changesOf(act.concerns(shownIn(answer, seen) ? answer : seen), act.concerns(now));
      if (changes.length && !(await outside.goAhead(changes))) throw new Withheld();
      seen = now;
    }
  }
}

/**
 * Sends what was changed of a record, never the rest. Refused because the record changed, it is joined with the change field by
 * field and sent again; where both changed a field the reader chooses. `fields` is what the form shows of a record, `wire` what
 * the API takes of them.
 */
export async function sendEdit<R extends Versioned, V extends object, A>(
  edit: {
    record: R;
    typed: V;
    fields: (record: R) => V;
    wire: (fields: V, record: R) => object;
    always?: boolean;
    joined?: (fields: V) => void;
    /** Fields that what was changed says something of, as a translation does of its original. */
    restsOn?: (changed: string[]) => string[];
  },
  outside: Outside<R, A>,
): Promise<A | R> {
  let seen = edit.record;
  let wanted = edit.typed;
  for (let attempt = 1; ; attempt++) {
    const patch = patchOf(edit.wire(edit.fields(seen), seen), edit.wire(wanted, seen));
    if (!Object.keys(patch).length && !edit.always) return seen;
    try {
      return await outside.send(patch, outside.own(seen.version).version);
    } catch (refused) {
      if (!outside.isStale(refused) || attempt === ATTEMPTS) throw refused;
      const now = await outside.read();
      const [before, theirs] = [edit.fields(seen), edit.fields(now)];
      const { merged, clashes } = merge(before, theirs, wanted);
      const rests = new Set(edit.restsOn?.(Object.keys(patchOf(before, wanted))));
      const chosen = new Set(clashes.map(({ pointer }) => pointer));
      const changes = changesOf(before, theirs).filter(
        ({ pointer }) => rests.has(pointer.split('/')[1]!) && !chosen.has(pointer),
      );
      if (changes.length && !(await outside.goAhead(changes))) throw new Withheld();
      const settled = clashes.length ? settle(merged, clashes, (await outside.choose(clashes)) ?? {}) : merged;
      if (settled === undefined) throw new Withheld();
      wanted = settled;
      seen = now;
      edit.joined?.(wanted);
    }
  }
}
