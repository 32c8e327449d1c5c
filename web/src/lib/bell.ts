import type { NetworkEvent } from '../api/live';
import { store } from './store';

/** What the network said while this page was open: the newest ten. */
export const heardEvents = store<(NetworkEvent & { heardAt: number; read: boolean })[]>([]);

export function ring(event: NetworkEvent) {
  if (heardEvents.get().some((x) => x.id === event.id)) return;
  heardEvents.set([{ ...event, heardAt: Date.now(), read: false }, ...heardEvents.get()].slice(0, 10));
}
export const markRead = () => heardEvents.set(heardEvents.get().map((x) => ({ ...x, read: true })));
/** `campaigns.campaign-launched.v1` is called `campaign-launched` in the catalogues. */
export const kindOf = (event: NetworkEvent) => event.type.split('.').at(-2) ?? event.type;
