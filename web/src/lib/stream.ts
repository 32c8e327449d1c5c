import { eventTypes, type EventOwner } from '../api/eventTypes';

/** An EventSource hears only the names it was told to listen for; `gap` says that something in between cannot be heard any more. */
export const heardNames = ['gap', ...eventTypes];

/** Where to go on: what was kept if it is a position, else with what happens from now on. */
export const placeOf = (kept: string | null) => (kept && /^\d{1,15}$/.test(kept) ? kept : 'latest');

const screens: Record<EventOwner, string[]> = {
  campaigns: ['home', 'forum', 'review', 'campaign', 'meeting'],
  media: [
    'campaign',
    'forum',
    'studio',
    'studio-desk',
    'official-photo',
    'documents',
    'document',
    'identities',
    'identity',
    'kits',
    'kit',
  ],
  meetings: ['home', 'meetings', 'meeting'],
  members: ['members'],
  subscriptions: ['subscriptions'],
};
/** Which screens an event may have changed; undefined = any of them. */
export const touchedBy = (type: string): string[] | undefined => screens[type.split('.')[0] as EventOwner];
