/** Comparing what was seen, what somebody else made of it and what is typed: field by field, so that nobody's words are lost. */
type Tree = Record<string, unknown>;
const isTree = (x: unknown): x is Tree => typeof x === 'object' && x !== null && !Array.isArray(x);

/** Whether two values of JSON are alike; a member that is absent is like one that is undefined. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => same(one, b[i]));
  if (!isTree(a) || !isTree(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => same(a[name], b[name]));
}

/** The members that differ: a merge patch (RFC 7396) that leaves the rest to whoever else edits. */
export function patchOf<T extends object>(before: T, after: T): Partial<T> {
  const changed = Object.entries(after).filter(([name, value]) => !same(value, before[name as keyof T]));
  return Object.fromEntries(changed) as Partial<T>;
}

export type Side = 'mine' | 'theirs';
/** A field that both changed, each in another way. */
export type Clash = { pointer: string; theirs: unknown; mine: unknown };
export type Choices = Record<string, Side>;

/**
 * What both made of it together. A field that one of them left alone is the other's; where both changed it, mine stands and the
 * clash is told. A list is one field: its rows have no names by which they could be told apart.
 */
export function merge<T>(base: T, theirs: T, mine: T): { merged: T; clashes: Clash[] } {
  const clashes: Clash[] = [];
  const join = (was: unknown, other: unknown, own: unknown, pointer: string): unknown => {
    if (same(other, own) || same(was, own)) return other;
    if (same(was, other)) return own;
    if (isTree(other) && isTree(own)) {
      const before = isTree(was) ? was : {};
      const names = [...new Set([...Object.keys(other), ...Object.keys(own)])];
      return Object.fromEntries(
        names.map((name) => [name, join(before[name], other[name], own[name], `${pointer}/${name.replaceAll('/', '~1')}`)]),
      );
    }
    clashes.push({ pointer, theirs: other, mine: own });
    return own;
  };
  return { merged: join(base, theirs, mine, '') as T, clashes };
}

/** The names of a pointer; a slash in a name is written ~1 (RFC 6901). */
const namesIn = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/'));

/** The merged value with every clash decided; one that is not decided is not settled. */
export function settle<T>(merged: T, clashes: Clash[], choices: Choices): T | undefined {
  if (clashes.some(({ pointer }) => !choices[pointer])) return undefined;
  const put = (node: unknown, at: string[], value: unknown): unknown => {
    const [name, ...rest] = at;
    return name === undefined ? value : { ...(node as Tree), [name]: put((node as Tree)[name], rest, value) };
  };
  return clashes.reduce<T>(
    (whole, { pointer, theirs }) => (choices[pointer] === 'theirs' ? (put(whole, namesIn(pointer), theirs) as T) : whole),
    merged,
  );
}

export type Change = { pointer: string; before: unknown; after: unknown };
/** What changed between two states, as near to the single value as both have the same shape. */
export function changesOf(before: unknown, after: unknown, pointer = ''): Change[] {
  if (same(before, after)) return [];
  const rows = Array.isArray(before) && Array.isArray(after) && before.length === after.length;
  if (!rows && !(isTree(before) && isTree(after))) return [{ pointer, before, after }];
  const [a, b] = [before as Tree, after as Tree];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return names.flatMap((name) => changesOf(a[name], b[name], `${pointer}/${name.replaceAll('/', '~1')}`));
}

/** What changes with every reading and says nothing to a reader. */
const bookkeeping = new Set(['version', 'updatedAt', 'actions', 'renditions', 'sizes', 'preview', 'picture', 'firstPage', 'url']);
/** A record without its bookkeeping: what its reader sees of it. */
export function visibleOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(visibleOf);
  if (!isTree(value)) return value;
  const seen = Object.entries(value).filter(([name]) => !bookkeeping.has(name));
  return Object.fromEntries(seen.map(([name, one]) => [name, visibleOf(one)]));
}
