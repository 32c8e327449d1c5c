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
