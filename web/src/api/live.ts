/** One tab holds the event stream for all of them. An event never changes what is shown: it says what to ask again. */
import type { Bi } from '../lib/text';
import { concerns, heardNames, placeOf } from '../lib/stream';
import { queryClient } from './queries';

export type NetworkEvent = {
  id: string;
  type: string;
  subject: string;
  data?: { campaignId?: string; title?: Bi };
};

const POSITION = 'events.position';
const channel = 'BroadcastChannel' in self ? new BroadcastChannel('events') : null;

const GATHER = 400;
let gathered: NetworkEvent[] = [];
let gathering: ReturnType<typeof setTimeout> | undefined;

/** What many events at once concern is asked for once. */
function gather(event: NetworkEvent) {
  gathered.push(event);
  gathering ??= setTimeout(() => {
    const isConcerned = concerns(gathered);
    gathered = [];
    gathering = undefined;
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isConcerned(queryKey) || queryKey[0] === 'bell' });
  }, GATHER);
}

function heard(event: NetworkEvent, tell: (event: NetworkEvent) => void) {
  gather(event);
  tell(event);
}

/** Listens until the signal aborts; when the server closes for good (a restart, a lost session) it tries again by itself. */
function hold(signal: AbortSignal, on: (event: NetworkEvent) => void) {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout>;
  let wait = 2000;
  const open = () => {
    source = new EventSource(`/api/v1/events/stream?after=${placeOf(localStorage.getItem(POSITION))}`);
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
    // A gap brings its own place, also one that goes back: a log that was restored is shorter than what we had seen of it.
    for (const type of heardNames)
      source.addEventListener(type, (message) => {
        if (message.lastEventId) localStorage.setItem(POSITION, message.lastEventId);
        on({ ...JSON.parse(message.data), type });
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
