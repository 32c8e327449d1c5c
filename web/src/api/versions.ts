/** Which version one's own acts made of a record: what the next act carries, although the page has not been read anew. */
type Params = Record<string, string | number>;
export type RecordPath = { path: string; params: Params };

/** A seat is a record within its meeting; everything else below a record is part of it. */
const record = /^\/api\/v1\/(?:meetings\/\{\w+\}\/seats\/\{\w+\}|[\w-]+\/\{\w+\})/;

/** The record a path lies in: `/campaigns/{campaign_id}/approve` changes `/campaigns/{campaign_id}`. */
export function recordOf({ path, params }: RecordPath): RecordPath {
  const own = record.exec(path)?.[0] ?? path;
  const names = [...own.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!);
  return { path: own, params: Object.fromEntries(names.map((name) => [name, params[name]!])) };
}
const idOf = ({ path, params }: RecordPath) => path.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));

type Step = { to: number; answer: unknown };
const steps = new Map<string, Map<number, Step>>();

/** Remembers that one's own act led from one version to another. Nobody else's change lies between: the server saw to that. */
export function learnVersion(at: RecordPath, from: number, to: number, answer: unknown) {
  if (to <= from) return;
  const id = idOf(at);
  steps.set(id, (steps.get(id) ?? new Map<number, Step>()).set(from, { to, answer }));
}

/** The version that one's own acts made of the one that was seen, with the last answer; others' changes are never skipped. */
export function ownVersion(at: RecordPath, seen: number): { version: number; answer?: unknown } {
  const own = steps.get(idOf(at));
  let version = seen;
  let answer: unknown;
  for (let step = own?.get(version); step; step = own?.get(version)) ({ to: version, answer } = step);
  return { version, answer };
}

/** For whoever signs in next. */
export const forgetVersions = () => steps.clear();
