/** A photo's way: ask for a place, send the bytes straight to the object store, say so, wait for the check. */
import { api, body, newKey } from './client';
import i18n, { langNow } from '../i18n';
import { Problem } from './problem';
import type { components } from './schema';
import type { Photo, UploadForm, Whole } from './types';
import { perform, post, type Write } from './writes';

export const LIMIT = 20 * 1024 * 1024;
export const TYPES = ['image/jpeg', 'image/png', 'image/webp'];

export type Step = { at: 'sending'; share: number } | { at: 'checking' };

/** XMLHttpRequest because fetch cannot tell how many bytes have left. */
export function send(to: UploadForm, file: File, told: (share: number) => void, signal: AbortSignal) {
  return new Promise<void>((done, fail) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(to.fields)) form.append(name, value);
    form.append('file', file);
    const request = new XMLHttpRequest();
    request.open('POST', to.url);
    request.upload.onprogress = (e) => e.lengthComputable && told(e.loaded / e.total);
    request.onload = () => (request.status < 300 ? done() : fail(new Problem(request.status, {})));
    request.onerror = () => fail(new Problem(0, {}));
    request.onabort = () => fail(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

/** Asks until the check is over. */
async function settled<One extends { status: string }>(look: () => Promise<One>, signal: AbortSignal): Promise<One> {
  for (let wait = 400; ; wait = Math.min(wait * 1.5, 3000)) {
    signal.throwIfAborted();
    const found = await look();
    if (found.status === 'ready' || found.status === 'rejected') return found;
    await new Promise((next) => setTimeout(next, wait));
  }
}

const never = new AbortController().signal;
type Asset = Whole<components['schemas']['FileBody']>;
type Checked = Pick<Asset, 'id' | 'status' | 'reason' | 'reasonText'>;
/** Files that arrived, each by its purpose: what takes one and fails is tried again with the same, not with a second copy. */
const arrived = new WeakMap<File, Map<string, Checked>>();

/** Lets a file arrive once. Raises a Problem with the reason when its check rejects it. */
async function once<One extends Checked>(file: File, purpose: string, upload: () => Promise<One>): Promise<One> {
  const there = arrived.get(file)?.get(purpose);
  if (there) return there as One;
  const found = await upload();
  if (found.status === 'rejected')
    throw new Problem(422, { title: i18n.t('files.rejected'), detail: found.reasonText?.[langNow()] ?? found.reason });
  arrived.set(file, (arrived.get(file) ?? new Map<string, Checked>()).set(purpose, found));
  return found;
}

/** Two files may have the same name and size, so the key is the file's own, until its place is known. */
const keys = new WeakMap<File, string>();
async function placeFor<Ticket>(file: File, write: Write<Ticket>, signal: AbortSignal): Promise<Ticket> {
  const key = keys.get(file) ?? newKey();
  keys.set(file, key);
  const ticket = await perform(write, { key, signal });
  keys.delete(file);
  return ticket;
}
const wish = <Purpose extends string>(file: File, purpose: Purpose) => ({
  fileName: file.name,
  contentType: file.type,
  size: file.size,
  purpose,
});

/** A file's way to where it is used: its bytes to the store, then the check. */
export const uploadFile = (file: File, purpose: 'document' | 'media-kit', told: (step: Step) => void): Promise<Asset> =>
  once(file, purpose, async () => {
    told({ at: 'sending', share: 0 });
    const ticket = await placeFor(file, post('/api/v1/assets', {}, wish(file, purpose)), never);
    if (ticket.upload) await send(ticket.upload, file, (share) => told({ at: 'sending', share }), never);
    told({ at: 'checking' });
    const place = { asset_id: ticket.id };
    await perform(post('/api/v1/assets/{asset_id}/uploaded', place));
    return settled(() => body(api.GET('/api/v1/assets/{asset_id}', { params: { path: place } })), never);
  });

/** A photo's way to its check, whatever comes of that. */
export async function uploadPhoto(
  file: File,
  told: (step: Step) => void,
  signal: AbortSignal,
  purpose: 'campaign-cover' | 'media-kit' = 'campaign-cover',
): Promise<Photo> {
  told({ at: 'sending', share: 0 });
  const ticket = await placeFor(file, post('/api/v1/photos', {}, wish(file, purpose)), signal);
  if (ticket.upload) await send(ticket.upload, file, (share) => told({ at: 'sending', share }), signal);
  told({ at: 'checking' });
  const place = { photo_id: ticket.id };
  await perform(post('/api/v1/photos/{photo_id}/uploaded', place), { signal });
  return settled(() => body(api.GET('/api/v1/photos/{photo_id}', { params: { path: place } })), signal);
}
/** A photo of a kit. */
export const uploadKitPhoto = (file: File, told: (step: Step) => void): Promise<Photo> =>
  once(file, 'kit-photo', () => uploadPhoto(file, told, never, 'media-kit'));
