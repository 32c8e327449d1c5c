import { BookOpen, CalendarDays, Camera, Megaphone, Users } from 'lucide-react';

/** The five gates in the order of the announcement. */
export const gates = [
  ['members', Users],
  ['forum', Megaphone],
  ['meetings', CalendarDays],
  ['sources', BookOpen],
  ['studio', Camera],
] as const;
export type Gate = (typeof gates)[number][0];

/** Pages of a gate whose addresses do not begin with its name. */
const within: Record<string, Gate> = { entities: 'members', roster: 'members', identities: 'sources', kits: 'sources' };

/** The gate that a page stands in; undefined = none, as Home or help. */
export function gateOf(pathname: string): Gate | undefined {
  const place = pathname.split('/')[2] ?? '';
  return within[place] ?? gates.find(([gate]) => gate === place)?.[0];
}
