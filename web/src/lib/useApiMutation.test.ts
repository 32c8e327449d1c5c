import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Problem } from '../api/problem';
import type { Write } from '../api/writes';
import { serveRecord, type Shelf } from '../../scripts/recordServer.mjs';

const server = await serveRecord();
const { origin } = server;
vi.stubGlobal('location', { origin, pathname: '/en', assign: () => undefined });
vi.stubGlobal('self', globalThis);
vi.stubGlobal('document', { documentElement: { lang: 'en' } });
const [{ queryClient }, { useApiMutation }, { forgetVersions }, { questions }, { toasts }, { forgetKeys }] = await Promise.all([
  import('../api/queries'),
  import('./useApiMutation'),
  import('../api/versions'),
  import('./conflicts'),
  import('./toasts'),
  import('../api/keys'),
]);

/** What pages show, and what of it is to be asked for anew: that comes last. */
const shows = [
  ['screen', 'home'],
  ['screen', 'forum'],
  ['bell', 'state'],
];
const old = () => shows.filter((key) => queryClient.getQueryState(key)?.isInvalidated).map((key) => key[1]);
const over = () => vi.waitFor(() => expect(old()).toEqual(['home', 'forum']));

beforeEach(() => {
  server.record = { version: 1, title: 'base', summary: 'base', status: 'draft' };
  server.asked = [];
  server.trouble = [];
  forgetVersions();
  forgetKeys();
  toasts.set([]);
  queryClient.clear();
  for (const key of shows) queryClient.setQueryData(key, 'seen');
});
afterEach(() => expect(questions.get()).toEqual([]));
afterAll(() => void server.close());

/** What a form gets of the hook, and one press of it: what came of it, or the problem. */
async function shown<Given>(options: object) {
  let mutation: { mutate: (given: Given, onDone: (answer: unknown) => unknown) => void } | undefined;
  const told = options as { onRefused?: (problem: Problem) => boolean | void };
  let settle: (end: unknown) => void = () => undefined;
  const Form = () => {
    mutation = (useApiMutation as (o: object) => typeof mutation)({
      ...options,
      onDone: (answer: unknown) => settle(answer),
      onRefused: (problem: Problem) => {
        settle(problem);
        return told.onRefused?.(problem);
      },
    });
    return null;
  };
  const root = createRootRoute();
  const page = createRoute({ getParentRoute: () => root, path: '/$lang', component: Form });
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: ['/en'] }),
    origin,
    isServer: true,
  });
  await router.load();
  renderToString(
    createElement(QueryClientProvider, { client: queryClient }, createElement(RouterProvider, { router: router as never })),
  );
  return (given: Given) =>
    new Promise<unknown>((done) => {
      settle = (end) => setTimeout(done, 0, end);
      mutation!.mutate(given, () => undefined);
    });
}
const at = { path: '/api/v1/campaigns/{campaign_id}', params: { campaign_id: 'a' } };
const patch = (body: object): Write => ({ ...at, method: 'patch', body });
const post = (verb: string, body?: object): Write => ({ ...at, path: `${at.path}/${verb}`, method: 'post', body });
const fields = ({ title, summary }: Shelf) => ({ title, summary });
const keys = () => server.asked.map((one) => one.key);
const seen = (): Shelf => ({ ...server.record });

test('an edit sends only what was changed, on the version that was seen', async () => {
  await (
    await shown({ record: seen(), fields, act: patch })
  )({ title: 'mine', summary: 'base' });
  expect(server.asked).toEqual([
    { method: 'PATCH', path: '/api/v1/campaigns/a', key: undefined, match: '"1"', body: { title: 'mine' } },
  ]);
});

test('an edit joins what somebody else saved meanwhile, and loses nobody’s words', async () => {
  const press = await shown({ record: seen(), fields, act: patch });
  server.record = { ...server.record, summary: 'theirs', version: 2 };
  await press({ title: 'mine', summary: 'base' });
  expect(server.asked.map((one) => [one.match, one.body])).toEqual([
    ['"1"', { title: 'mine' }],
    ['"2"', { title: 'mine' }],
  ]);
  expect(server.record).toMatchObject({ title: 'mine', summary: 'theirs' });
});

test('a field that both changed is sent as its writer chose', async () => {
  const press = await shown({ record: seen(), fields, act: patch });
  server.record = { ...server.record, title: 'theirs', version: 2 };
  const pressed = press({ title: 'mine', summary: 'mine' });
  await vi.waitFor(() => expect(questions.get()).toHaveLength(1));
  const [question] = questions.get();
  if (question?.kind === 'choose') question.answer({ '/title': 'theirs' });
  await pressed;
  expect(server.record).toMatchObject({ title: 'theirs', summary: 'mine' });
});

test('who goes back from the question has sent nothing more, and is told of no fault', async () => {
  const press = await shown({ record: seen(), fields, act: patch });
  server.record = { ...server.record, title: 'theirs', version: 2 };
  void press({ title: 'mine', summary: 'base' });
  await vi.waitFor(() => expect(questions.get()).toHaveLength(1));
  const [question] = questions.get();
  if (question?.kind === 'choose') question.answer(undefined);
  await over();
  expect(server.asked).toHaveLength(1);
  expect(toasts.get()).toEqual([]);
});

test('one’s own next act carries the version that one’s own last answer gave', async () => {
  const before = seen();
  await (
    await shown({ record: before, fields, act: patch })
  )({ title: 'mine', summary: 'base' });
  await (
    await shown({ record: before, act: () => post('launch') })
  )(undefined);
  expect(server.asked.map((one) => one.match)).toEqual(['"1"', '"2"']);
  expect(server.record.status).toBe('launch');
});

test('a form that stays open after it was saved sends next only what was changed since', async () => {
  const press = await shown({ record: seen(), fields, act: patch });
  await press({ title: 'mine', summary: 'base' });
  server.record = { ...server.record, title: 'theirs', version: 3 };
  await press({ title: 'mine', summary: 'also mine' });
  expect(server.asked.map((one) => one.body)).toEqual([{ title: 'mine' }, { summary: 'also mine' }, { summary: 'also mine' }]);
  expect(server.record).toMatchObject({ title: 'theirs', summary: 'also mine' });
});

test('an act is sent again when nothing that it rests on changed', async () => {
  const press = await shown({ record: seen(), act: () => post('launch'), concerns: ({ status }: Shelf) => ({ status }) });
  server.record = { ...server.record, title: 'theirs', version: 2 };
  await press(undefined);
  expect(server.asked.map((one) => one.match)).toEqual(['"1"', '"2"']);
});

test.each([
  ['wants it still', true, 2],
  ['does not', false, 1],
])('an act whose ground changed goes ahead only when its reader %s', async (_, go, sent) => {
  const press = await shown({ record: seen(), act: () => post('launch'), concerns: ({ status }: Shelf) => ({ status }) });
  server.record = { ...server.record, status: 'paused', version: 2 };
  void press(undefined);
  await vi.waitFor(() => expect(questions.get()).toHaveLength(1));
  const [question] = questions.get();
  if (question?.kind === 'goAhead') question.answer(go);
  await over();
  expect(server.asked).toHaveLength(sent);
});

test('an act rests on all that its reader saw, unless it says on what', async () => {
  const press = await shown({ record: seen(), act: () => post('launch') });
  server.record = { ...server.record, title: 'theirs', version: 2 };
  void press(undefined);
  await vi.waitFor(() => expect(questions.get()).toHaveLength(1));
  const [question] = questions.get();
  if (question?.kind === 'goAhead') question.answer(false);
  await over();
  expect(server.asked).toHaveLength(1);
});

test('an act that may no longer be done is refused in plain words, and not asked about', async () => {
  const may = ({ status }: Shelf) => status === 'draft';
  const press = await shown({ record: seen(), act: () => post('launch'), may });
  server.record = { ...server.record, status: 'live', version: 2 };
  expect(await press(undefined)).toMatchObject({ status: 412 });
  expect(server.asked).toHaveLength(1);
  expect(toasts.get()).toHaveLength(1);
});

test('what the server refuses is said once: in the corner, or by who asked for it', async () => {
  const wrong = { status: 422, body: { title: 'Not so', errors: [{ pointer: '/a', code: 'x', detail: 'Too long.' }] } };
  server.trouble = [wrong, wrong, wrong];
  await (
    await shown({ act: () => post('say') })
  )(undefined);
  expect(toasts.get()).toMatchObject([{ tone: 'danger', title: 'Not so', body: 'Too long.' }]);
  toasts.set([]);
  await (
    await shown({ act: () => post('say'), quiet: true })
  )(undefined);
  await (
    await shown({ act: () => post('say'), onRefused: () => true })
  )(undefined);
  expect(toasts.get()).toEqual([]);
});

test('all screens are asked for anew, or what is named', async () => {
  const press = await shown({ act: () => post('say'), touches: [['bell'], ['screen', 'home']] });
  await press(undefined);
  expect(old()).toEqual(['home', 'state']);
  queryClient.setQueryData(['bell', 'state'], 'seen anew');
  const all = await shown({ act: () => post('say') });
  await all(undefined);
  await over();
});

test.each([
  ['its answer is lost', 'lost' as const],
  ['the way there is broken', { status: 502 }],
  ['the server fell over', { status: 500 }],
  ['the first of two is still at it', { status: 409, headers: { 'Retry-After': '1' } }],
])('a write that is pressed again because %s has the key it had', async (_, met) => {
  server.trouble = [met];
  const press = await shown({ act: () => post('say', { text: 'one' }) });
  await press(undefined);
  await press(undefined);
  expect(keys()).toEqual([expect.any(String), server.asked[0]!.key]);
});

test('the key outlives the form: opened again and pressed with the same words it is the same write', async () => {
  server.trouble = ['lost'];
  await (
    await shown({ act: () => post('say', { text: 'one' }) })
  )(undefined);
  await (
    await shown({ act: () => post('say', { text: 'one' }) })
  )(undefined);
  expect(new Set(keys()).size).toBe(1);
});

test('other words, another act, another record and another version are other writes', async () => {
  server.trouble = ['lost', 'lost', 'lost', 'lost', 'lost'];
  await (
    await shown({ act: () => post('say', { text: 'one' }) })
  )(undefined);
  await (
    await shown({ act: () => post('say', { text: 'two' }) })
  )(undefined);
  await (
    await shown({ act: () => post('shout', { text: 'one' }) })
  )(undefined);
  await (
    await shown({ record: seen(), act: () => post('say', { text: 'one' }) })
  )(undefined);
  const elsewhere = await shown({ act: () => ({ ...post('say', { text: 'one' }), params: { campaign_id: 'b' } }) });
  await elsewhere(undefined);
  expect(new Set(keys()).size).toBe(5);
  // Back to the first words, whose end nobody knows: the first key.
  await (
    await shown({ act: () => post('say', { text: 'one' }) })
  )(undefined);
  expect(server.asked.at(-1)!.key).toBe(server.asked[0]!.key);
});

test.each([
  ['was done', []],
  ['was refused', [{ status: 422 }]],
  ['met another that was faster', [{ status: 409 }]],
])('a write that %s is over: the same again is another', async (_, met) => {
  server.trouble = met;
  const press = await shown({ act: () => post('say', { text: 'one' }) });
  await press(undefined);
  await press(undefined);
  expect(new Set(keys()).size).toBe(2);
});

test('what takes its time first is done before the write, which takes what came of it', async () => {
  await (
    await shown({ prepare: async (file: string) => `${file} stored`, act: (made: string) => post('attach', { made }) })
  )('one');
  expect(server.asked.map((one) => one.body)).toEqual([{ made: 'one stored' }]);
});
