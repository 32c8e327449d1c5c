import createClient, { type Middleware } from 'openapi-fetch';
import { langNow } from '../i18n';
import { store } from '../lib/store';
import { Problem, seconds } from './problem';
import type { paths } from './schema';
import type { Whole } from './types';

/** True once the gateway no longer knows us in the middle of work; the page stays and asks to sign in again. */
export const sessionEnded = store(false);

const hex = (bytes: number) =>
  [...crypto.getRandomValues(new Uint8Array(bytes))].map((b) => b.toString(16).padStart(2, '0')).join('');
/** W3C Trace Context: the trace begins at the reader's act. */
export const traceparent = () => `00-${hex(16)}-${hex(8)}-01`;
export const newKey = () => crypto.randomUUID();

const pause = (s: number) => new Promise((done) => setTimeout(done, s * 1000));

/** Waits as long as a busy server asks, twice at most; the same request, so the same idempotency key. */
async function patientFetch(request: Request): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(request.clone());
    const wait = [429, 503].includes(response.status) ? seconds(response) : null;
    if (wait === null || wait > 5 || attempt === 2) return response;
    await pause(wait);
  }
}

const manners: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', langNow());
    request.headers.set('traceparent', traceparent());
  },
  async onResponse({ request, response }) {
    if (response.ok) return;
    if (response.status === 401 && !new URL(request.url).pathname.endsWith('/session')) sessionEnded.set(true);
    throw await Problem.from(response);
  },
  onError: () => new Problem(0, {}),
};

export const api = createClient<paths>({ baseUrl: location.origin, fetch: patientFetch });
api.use(manners);

/** The body of an answer; a fault was thrown before. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<Whole<T>> {
  const { data } = await call;
  return data as Whole<T>;
}
