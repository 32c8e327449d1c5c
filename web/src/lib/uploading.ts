/** The Studio's uploads: parts straight to the object store, two files at a time, on again after a break or a reload. */
import { api, body, newKey } from '../api/client';
import { del, perform, post } from '../api/writes';
import { asProblem, isPassing, Problem } from '../api/problem';
import { queryClient } from '../api/queries';
import type { components } from '../api/schema';
import i18n, { langNow } from '../i18n';
import { store } from './store';
import { allKept, forget, keep, type Kept } from './vault';

type Upload = components['schemas']['StudioUpload'];
export type Stage = 'waiting' | 'sending' | 'paused' | 'lost' | 'checking' | 'ready' | 'rejected' | 'failed';
export type Item = {
  id: string;
  name: string;
  size: number;
  sent: number;
  stage: Stage;
  /** Bytes a second, over what was sent since the last start. */
  rate: number;
  number?: string;
  said?: string;
};

export const TYPES = ['image/jpeg', 'image/png', 'image/webp'];
const AT_ONCE = 2;
/** Checks that are waited for: they take no place of those that send, and all together ask about as often as one. */
const CHECKS_AT_ONCE = 20;
const LONGEST_WAIT = 30_000;
export const uploads = store<Item[]>([]);
const kept = new Map<string, Kept>();
const running = new Map<string, AbortController>();

const change = (id: string, now: Partial<Item>) =>
  uploads.set(uploads.get().map((one) => (one.id === id ? { ...one, ...now } : one)));
const itemOf = (id: string) => uploads.get().find((one) => one.id === id);

/** Takes files in; those of another type are named, not taken. */
export async function add(files: File[]): Promise<string[]> {
  const fitting = files.filter((file) => TYPES.includes(file.type));
  for (const file of fitting) {
    const one: Kept = { id: newKey(), key: newKey(), file };
    kept.set(one.id, one);
    uploads.set([...uploads.get(), shown(one)]);
    void keep(one);
  }
  next();
  return files.filter((file) => !fitting.includes(file)).map((file) => file.name);
}
const shown = ({ id, file }: Kept): Item => ({ id, name: file.name, size: file.size, sent: 0, stage: 'waiting', rate: 0 });

let restored = false;
/** After a reload: what was under way goes on where it was. */
export async function restore() {
  if (restored) return;
  restored = true;
  for (const one of await allKept()) {
    if (kept.has(one.id)) continue;
    kept.set(one.id, one);
    uploads.set([...uploads.get(), shown(one)]);
  }
  next();
}

export function pause(id: string) {
  running.get(id)?.abort();
  change(id, { stage: 'paused', rate: 0 });
  next();
}
export function resume(id: string) {
  change(id, { stage: 'waiting' });
  next();
}
export const moving = (one: Item) => one.stage === 'waiting' || one.stage === 'sending' || one.stage === 'lost';
export const pauseAll = () =>
  uploads
    .get()
    .filter(moving)
    .forEach((one) => pause(one.id));
export const resumeAll = () =>
  uploads
    .get()
    .filter((one) => one.stage === 'paused')
    .forEach((one) => resume(one.id));
/** Off the list; what is not a photo yet is removed from the platform too, wherever it stands. */
export function drop(id: string) {
  running.get(id)?.abort();
  const uploadId = kept.get(id)?.uploadId;
  if (uploadId && itemOf(id)?.stage !== 'ready') void remove(uploadId);
  kept.delete(id);
  uploads.set(uploads.get().filter((one) => one.id !== id));
  void forget(id);
  next();
}

/** One that became a photo meanwhile stays: it is removed where photos are. */
const remove = (uploadId: string) =>
  perform(del('/api/v1/photo-uploads/{upload_id}', { upload_id: uploadId })).catch(() => undefined);

const isChecking = (id: string) => itemOf(id)?.stage === 'checking';
function next() {
  const checking = [...running.keys()].filter(isChecking).length;
  const free = Math.min(AT_ONCE - (running.size - checking), CHECKS_AT_ONCE - checking);
  const waiting = uploads.get().filter((one) => one.stage === 'waiting' && !running.has(one.id));
  for (const one of waiting.slice(0, Math.max(0, free))) void run(one.id);
}

async function run(id: string) {
  const stop = new AbortController();
  running.set(id, stop);
  try {
    await untilDone(id, stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) change(id, { stage: 'failed', said: asProblem(error).detail, rate: 0 });
  } finally {
    running.delete(id);
    next();
  }
}

/** Tries again by itself as long as the fault is of the moment: no network, a busy server, a form that grew old. */
async function untilDone(id: string, signal: AbortSignal) {
  for (let wait = 1000; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    try {
      return await through(id, signal);
    } catch (error) {
      if (signal.aborted || !(isPassing(error) || asProblem(error).status === 403)) throw error;
      change(id, { stage: 'lost', rate: 0 });
      await onlineOrAfter(wait, signal);
    }
  }
}

function onlineOrAfter(ms: number, signal: AbortSignal) {
  return new Promise<void>((done, fail) => {
    const timer = setTimeout(done, ms);
    addEventListener('online', () => done(), { once: true, signal });
    signal.addEventListener('abort', () => (clearTimeout(timer), fail(new DOMException('aborted', 'AbortError'))));
  });
}

async function through(id: string, signal: AbortSignal) {
  const one = kept.get(id);
  if (!one) return;
  let upload = await announced(one, signal);
  const began = { at: Date.now(), sent: upload.arrived };
  for (const part of upload.missing ?? []) {
    const before = itemOf(id)?.stage === 'sending' ? (itemOf(id)?.sent ?? 0) : upload.arrived;
    change(id, { stage: 'sending', sent: before });
    await send(part, one.file, signal, (bytes) => {
      const sent = before + bytes;
      change(id, { sent, rate: ((sent - began.sent) * 1000) / Math.max(1, Date.now() - began.at) });
    });
    change(id, { sent: before + part.size });
  }
  if (upload.status === 'pending')
    upload = await perform(post('/api/v1/photo-uploads/{upload_id}/uploaded', { upload_id: one.uploadId! }), { signal });
  change(id, { stage: 'checking', sent: one.file.size, rate: 0 });
  next();
  const over = await settled(one, signal);
  await forget(id);
  kept.delete(id);
  if (over.status === 'ready')
    change(id, {
      stage: 'ready',
      number: over.number ?? undefined,
      said: over.hints.map((hint) => i18n.t(`upload.hint.${hint}`))[0],
    });
  else change(id, { stage: 'rejected', said: over.reason?.[langNow()] });
  void queryClient.invalidateQueries({ queryKey: ['screen', 'studio-desk'] });
}

const place = (one: Kept, signal: AbortSignal) => ({ params: { path: { upload_id: one.uploadId! } }, signal });

async function announced(one: Kept, signal: AbortSignal): Promise<Upload> {
  if (one.uploadId) return body(api.GET('/api/v1/photo-uploads/{upload_id}', place(one, signal)));
  const { file, key } = one;
  const wish = { fileName: file.name, contentType: file.type, size: file.size };
  const made = await perform(post('/api/v1/photo-uploads', {}, wish), { key, signal });
  one.uploadId = made.id;
  void keep(one);
  return made;
}

/** XMLHttpRequest because fetch cannot tell how many bytes have left. */
function send(part: NonNullable<Upload['missing']>[number], file: File, signal: AbortSignal, told: (bytes: number) => void) {
  return new Promise<void>((done, fail) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(part.form.fields)) form.append(name, value);
    form.append('file', file.slice(part.offset, part.offset + part.size));
    const request = new XMLHttpRequest();
    request.open('POST', part.form.url);
    request.upload.onprogress = (e) => told(Math.min(e.loaded, part.size));
    request.onload = () => (request.status < 300 ? done() : fail(new Problem(request.status, {})));
    request.onerror = () => fail(new Problem(0, {}));
    request.onabort = () => fail(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

/** Until the check is over and, when it is passed, the photo has its number. */
async function settled(one: Kept, signal: AbortSignal): Promise<Upload> {
  for (let wait = 500; ; wait = Math.min(wait * 1.5, 4000)) {
    signal.throwIfAborted();
    const upload = await body(api.GET('/api/v1/photo-uploads/{upload_id}', place(one, signal)));
    if (upload.status === 'rejected' || (upload.status === 'ready' && upload.number)) return upload;
    change(one.id, { said: upload.delayed ? i18n.t('upload.delayed') : undefined });
    const others = [...running.keys()].filter(isChecking).length;
    await new Promise((then) => setTimeout(then, wait * Math.max(1, others / AT_ONCE)));
  }
}
