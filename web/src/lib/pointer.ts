/** JSON pointers (RFC 6901, without escapes: our names need none) name a field in forms, faults and change requests alike. */
type Node = Record<string, unknown> | unknown[];

export const split = (pointer: string) => pointer.split('/').slice(1);

export function read(root: unknown, pointer: string): unknown {
  return split(pointer).reduce<unknown>((node, key) => (node as Record<string, unknown> | null | undefined)?.[key], root);
}

/** A copy with one field changed; what lies beside it keeps its identity, what is missing on the way is made. */
export function write<T>(root: T, pointer: string, value: unknown): T {
  const set = (node: unknown, [key, ...rest]: string[]): unknown => {
    if (key === undefined) return value;
    const copy = (Array.isArray(node) ? [...node] : { ...(node as object) }) as Node;
    const from = (node as Record<string, unknown> | null | undefined)?.[key];
    (copy as Record<string, unknown>)[key] = set(from, rest);
    return copy;
  };
  return set(root, split(pointer)) as T;
}

/** `/objectives/0/target` is called `objectives.target`; which one it is, is its number. */
export const nameOf = (pointer: string) =>
  split(pointer)
    .filter((part) => !/^\d+$/.test(part))
    .join('.');
export const numberOf = (pointer: string) => {
  const index = split(pointer).find((part) => /^\d+$/.test(part));
  return index === undefined ? undefined : Number(index) + 1;
};
/** True for the field itself and whatever lies inside it. */
export const within = (pointer: string, field: string) => pointer === field || pointer.startsWith(`${field}/`);
