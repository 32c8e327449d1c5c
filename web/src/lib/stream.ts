import { eventTypes, type EventOwner } from '../api/eventTypes';

/** An EventSource hears only the names it was told to listen for; `gap` says that something in between cannot be heard any more. */
export const heardNames = ['gap', ...eventTypes];

/** Where to go on: what was kept if it is a position, else with what happens from now on. */
export const placeOf = (kept: string | null) => (kept && /^\d{1,15}$/.test(kept) ? kept : 'latest');

/** What the stream says of an event. */
export type Told = { type: string; subject?: string; data?: object };

/** Screens whose key names one record, and lists, which name none; of media by what the event is about. */
type Screens = { records: string[]; lists: string[] };
const screens: Record<Exclude<EventOwner, 'media'>, Screens> = {
  campaigns: { records: ['campaign', 'form'], lists: ['home', 'forum', 'review', 'meeting'] },
  meetings: { records: ['meeting', 'minutes'], lists: ['home', 'meetings', 'proposals', 'series'] },
  members: { records: [], lists: ['members'] },
  subscriptions: { records: [], lists: ['subscriptions'] },
};
const photos: Screens = { records: ['official-photo'], lists: ['home', 'studio', 'studio-desk', 'photo-occasions'] };
const documents: Screens = { records: ['document'], lists: ['home', 'documents'] };
const media: Record<string, Screens> = {
  asset: { records: [], lists: ['campaign', 'forum', 'home', 'studio-desk'] },
  document: documents,
  version: documents,
  past: documents,
  identity: { records: ['identity'], lists: ['identities'] },
  kit: { records: ['kit'], lists: ['home', 'kits'] },
  photo: photos,
  occasion: photos,
};
/** What shows on the page of its record and on no list. */
const onItsPage = /\.(?:comment-\w+|kpi-reported|seat-responded|attendance-recorded)\.v/;
/** What only its own part of a person's page shows. */
const parts: Record<string, string> = { 'members.restricted-field-opened.v1': 'openings' };

function screensOf(type: string): Screens | undefined {
  const [owner, verb = ''] = type.split('.');
  return owner === 'media' ? media[verb.split('-')[0]!] : screens[owner as keyof typeof screens];
}

/** The ids that an event names: its subject, and whatever else is an id or a code. */
function named({ subject, data = {} }: Told) {
  const ids = Object.entries(data).flatMap(([name, value]) => (/(?:Id|code|number|entity)$/i.test(name) ? [value] : []));
  return new Set<unknown>([subject, ...ids]);
}

/** Whether a query may answer otherwise since one of these events: of a record that one of them names, or of a list that shows them. */
export function concerns(events: Told[]): (key: readonly unknown[]) => boolean {
  const each = events.map((event) => ({ ...event, at: screensOf(event.type), ids: named(event) }));
  return ([kind, screen, record]) =>
    kind === 'screen' &&
    each.some(({ type, at, ids }) => {
      if (!at) return true;
      if (at.records.includes(screen as string)) return ids.has(record);
      if (parts[type]) return screen === 'members' && record === parts[type];
      return at.lists.includes(screen as string) && !onItsPage.test(type);
    });
}
