/**
 * Writes as values: what is to be sent and where, not yet sent. Only `useApiMutation` sends one, so that every write has its
 * idempotency key, the version its sender saw, and an answer to a change in between.
 */
import { api } from './client';
import { keyOf, noteEnd } from './keys';
import type { paths } from './schema';
import type { Whole } from './types';
import { learnVersion, recordOf } from './versions';

type Method = 'post' | 'put' | 'patch' | 'delete';
type Params = Record<string, string | number>;
export type Write<Answer = unknown> = {
  method: Method;
  path: string;
  params: Params;
  body?: unknown;
  /** Never there: it carries the type of the answer. */
  answer?: Answer;
};

type Writable<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: object }> ? P : never;
}[keyof paths];
type Operation<P extends keyof paths, M extends Method> = M extends keyof paths[P] ? paths[P][M] : never;
type PathOf<O> = O extends { parameters: { path: infer A extends object } } ? A : Record<never, never>;
type Content<T> = T extends { content: infer C } ? C[keyof C] : never;
type BodyOf<O> = O extends { requestBody: infer B }
  ? Content<B>
  : O extends { requestBody?: infer B }
    ? Content<B> | undefined
    : undefined;
type AnswerOf<O> = O extends { responses: infer R } ? Whole<Content<R[keyof R & (200 | 201 | 202)]>> : never;
type Given<O> = undefined extends BodyOf<O> ? [body?: BodyOf<O>] : [body: BodyOf<O>];

const writer =
  <M extends Method>(method: M) =>
  <P extends Writable<M>>(
    path: P,
    params: PathOf<Operation<P, M>>,
    ...[body]: Given<Operation<P, M>>
  ): Write<AnswerOf<Operation<P, M>>> => ({ method, path, params: params as Params, body });

export const post = writer('post');
export const put = writer('put');
export const patch = writer('patch');
export const del = writer('delete');

/**
 * Sends a write. A POST carries its key, and the same key again while nobody knows whether it was done. What it made of the record
 * is remembered, so that the next act carries the version that this answer gave.
 */
export async function perform<Answer>(
  write: Write<Answer>,
  with_: { key?: string; version?: number; signal?: AbortSignal } = {},
): Promise<Answer> {
  const { version, signal } = with_;
  const key = write.method === 'post' ? (with_.key ?? keyOf(write, version)) : undefined;
  const header = {
    ...(key ? { 'Idempotency-Key': key } : {}),
    ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
  };
  const send = api[write.method.toUpperCase() as 'POST'] as unknown as (
    path: string,
    init: object,
  ) => Promise<{ data?: Answer; response: Response }>;
  try {
    const { data, response } = await send(write.path, { params: { path: write.params, header }, body: write.body, signal });
    noteEnd(write, version);
    const to = /^"(\d+)"$/.exec(response.headers.get('ETag') ?? '')?.[1];
    if (version !== undefined && to) learnVersion(recordOf(write), version, Number(to), data);
    return data as Answer;
  } catch (error) {
    noteEnd(write, version, error);
    throw error;
  }
}

/** The record that a write changes, as the server has it now. */
export async function readRecord(write: Write): Promise<unknown> {
  const { path, params } = recordOf(write);
  const read = api.GET as unknown as (path: string, init: object) => Promise<{ data?: unknown }>;
  return (await read(path, { params: { path: params } })).data;
}
