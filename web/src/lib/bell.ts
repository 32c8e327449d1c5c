import type { NetworkEvent } from '../api/live';
import { queryClient, sessionQuery } from '../api/queries';
import i18n from '../i18n';
import { store } from './store';

export type Heard = NetworkEvent & { heardAt: number; read: boolean };
/** What the network said while this page was open: the newest ten. */
export const heardEvents = store<Heard[]>([]);

export function ring(event: NetworkEvent) {
  if (heardEvents.get().some((x) => x.id === event.id)) return;
  heardEvents.set([{ ...event, heardAt: Date.now(), read: false }, ...heardEvents.get()].slice(0, 10));
}
export const markRead = () => heardEvents.set(heardEvents.get().map((x) => ({ ...x, read: true })));
const me = () => queryClient.getQueryData(sessionQuery.queryKey)?.person.id ?? '';
/** `campaigns.campaign-launched.v1` is called `campaign-launched` in the catalogues; a comment that addresses the reader, `mentioned`. */
export const kindOf = (event: NetworkEvent) =>
  event.data?.mentions?.includes(me()) ? 'mentioned' : (event.type.split('.').at(-2) ?? event.type);
const SOURCES = /^media\.(version|kit)-/;
export const gateOf = (type: string) =>
  SOURCES.test(type)
    ? 'sources'
    : { campaigns: 'forum', meetings: 'meetings', members: 'members', media: 'studio' }[type.split('.')[0] ?? ''];
/** Facts of which a reader is told have a name in the catalogue and a gate to go to; nobody is told of their own words. */
export const isTold = (event: NetworkEvent) =>
  gateOf(event.type) !== undefined && i18n.exists(`event.${kindOf(event)}`) && (!event.data?.by || event.data.by !== me());
