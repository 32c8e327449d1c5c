/** One tab holds the event stream for all of them. An event never changes what is shown: it says what to ask again. */
import type { Bi } from '../lib/text';
import { queryClient } from './queries';

export type NetworkEvent = {
  id: string;
  type: string;
  subject: string;
  data?: { campaignId?: string; title?: Bi };
};

/** An EventSource hears only the names it was told to listen for. */
const facts = {
  campaigns: [
    'campaign-amended',
    'campaign-approved',
    'campaign-cancelled',
    'campaign-completed',
    'campaign-evaluated',
    'campaign-launched',
    'campaign-scheduled',
    'campaign-submitted',
    'campaign-superseded',
    'campaign-withdrawn',
    'changes-requested',
    'comment-posted',
    'evaluation-fell-due',
    'exemplar-marked',
    'kpi-reported',
    'review-started',
  ],
  media: [
    'asset-accepted',
    'asset-rejected',
    'kit-released',
    'kit-revoked',
    'photo-released',
    'photo-superseded',
    'photo-withdrawn',
    'version-published',
    'version-superseded',
    'version-took-effect',
    'version-withdrawn',
  ],
  meetings: [
    'action-item-closed',
    'action-item-fell-overdue',
    'action-item-opened',
    'action-item-started',
    'agenda-published',
    'attendance-recorded',
    'decision-adopted',
    'decision-amended',
    'decision-rescinded',
    'meeting-amended',
    'meeting-announced',
    'meeting-archived',
    'meeting-cancelled',
    'meeting-postponed',
    'meeting-rescheduled',
    'minutes-approved',
    'minutes-circulated',
    'pack-published',
    'seat-responded',
    'session-began',
    'session-ended',
  ],
  members: [
    'acting-cover-set',
    'card-confirmed',
    'duty-assigned',
    'duty-released',
    'entity-dissolved',
    'entity-edited',
    'entity-merged',
    'entity-registered.v2',
    'mistake-reported',
    'post-fell-vacant',
    'tenure-ended',
    'tenure-started',
  ],
};
const types = Object.entries(facts).flatMap(([owner, names]) =>
  names.map((name) => `${owner}.${name}${name.includes('.') ? '' : '.v1'}`),
);
const POSITION = 'events.position';
const channel = 'BroadcastChannel' in self ? new BroadcastChannel('events') : null;

/** Which screens an event may have changed. */
export function touched(event: NetworkEvent): string[] {
  const [owner] = event.type.split('.');
  if (owner === 'campaigns') return ['home', 'forum', 'review', 'campaign', 'meeting'];
  if (owner === 'meetings') return ['home', 'meetings', 'meeting'];
  if (owner === 'media')
    return ['campaign', 'forum', 'studio', 'studio-desk', 'official-photo', 'documents', 'document', 'kits', 'kit'];
  return ['members'];
}

function heard(event: NetworkEvent, tell: (event: NetworkEvent) => void) {
  for (const screen of touched(event)) void queryClient.invalidateQueries({ queryKey: ['screen', screen] });
  tell(event);
}

/** Listens until the signal aborts; when the server closes for good (a restart, a lost session) it tries again by itself. */
function hold(signal: AbortSignal, on: (event: NetworkEvent) => void) {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout>;
  let wait = 2000;
  const open = () => {
    source = new EventSource(`/api/v1/events/stream?after=${encodeURIComponent(localStorage.getItem(POSITION) ?? 'latest')}`);
    source.onopen = () => {
      // What happened while nobody listened and no position was known is asked for again.
      if (wait > 2000) void queryClient.invalidateQueries({ queryKey: ['screen'] });
      wait = 2000;
    };
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      wait = Math.min(wait * 2, 60_000);
      retry = setTimeout(open, wait);
    };
    for (const type of types)
      source.addEventListener(type, (message) => {
        if (message.lastEventId) localStorage.setItem(POSITION, message.lastEventId);
        on(JSON.parse(message.data));
      });
  };
  open();
  return new Promise<void>((done) =>
    signal.addEventListener('abort', () => {
      clearTimeout(retry);
      source?.close();
      done();
    }),
  );
}

export function listen(tell: (event: NetworkEvent) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const fromOther = (message: MessageEvent<NetworkEvent>) => heard(message.data, tell);
  channel?.addEventListener('message', fromOther);
  const mine = (event: NetworkEvent) => {
    channel?.postMessage(event);
    heard(event, tell);
  };
  const holding =
    'locks' in navigator ? navigator.locks.request('events', { signal }, () => hold(signal, mine)) : hold(signal, mine);
  void holding.catch(() => undefined);
  return () => {
    stop.abort();
    channel?.removeEventListener('message', fromOther);
  };
}
