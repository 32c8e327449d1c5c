/** A photo's way: ask for a place, send the bytes straight to the object store, say so, wait for the check. */
import { api, body, newKey } from './client';
import i18n from '../i18n';
import { Problem } from './problem';
import type { Photo, UploadForm } from './types';

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

async function settled(id: string, signal: AbortSignal): Promise<Photo> {
  for (let wait = 400; ; wait = Math.min(wait * 1.5, 3000)) {
    signal.throwIfAborted();
    const photo = await body(api.GET('/api/v1/photos/{photo_id}', { params: { path: { photo_id: id } } }));
    if (photo.status === 'ready' || photo.status === 'rejected') return photo;
    await new Promise((next) => setTimeout(next, wait));
  }
}

/** A file's check, waited for as a photo's is. */
export async function settledFile(id: string, signal: AbortSignal) {
  for (let wait = 400; ; wait = Math.min(wait * 1.5, 3000)) {
    signal.throwIfAborted();
    const file = await body(api.GET('/api/v1/assets/{asset_id}', { params: { path: { asset_id: id } } }));
    if (file.status === 'ready' || file.status === 'rejected') return file;
    await new Promise((next) => setTimeout(next, wait));
  }
}

/** A file that is checked and then used where it is asked for; its id. */
export async function uploadFile(file: File, purpose: 'document' | 'media-kit', told: (step: Step) => void): Promise<string> {
  const stop = new AbortController().signal;
  told({ at: 'sending', share: 0 });
  const wish = { fileName: file.name, contentType: file.type, size: file.size, purpose };
  const ticket = await body(api.POST('/api/v1/assets', { body: wish, params: { header: { 'Idempotency-Key': newKey() } } }));
  if (ticket.upload) await send(ticket.upload, file, (share) => told({ at: 'sending', share }), stop);
  told({ at: 'checking' });
  await api.POST('/api/v1/assets/{asset_id}/uploaded', { params: { path: { asset_id: ticket.id } } });
  const asset = await settledFile(ticket.id, stop);
  if (asset.status === 'rejected') throw new Problem(422, { title: i18n.t('files.rejected'), detail: asset.reason });
  return asset.id;
}

export async function uploadPhoto(
  file: File,
  told: (step: Step) => void,
  signal: AbortSignal,
  purpose: 'campaign-cover' | 'media-kit' = 'campaign-cover',
): Promise<Photo> {
  told({ at: 'sending', share: 0 });
  const wish = { fileName: file.name, contentType: file.type, size: file.size, purpose };
  const ticket = await body(
    api.POST('/api/v1/photos', { body: wish, params: { header: { 'Idempotency-Key': newKey() } }, signal }),
  );
  if (ticket.upload) await send(ticket.upload, file, (share) => told({ at: 'sending', share }), signal);
  told({ at: 'checking' });
  await api.POST('/api/v1/photos/{photo_id}/uploaded', { params: { path: { photo_id: ticket.id } }, signal });
  return settled(ticket.id, signal);
}
