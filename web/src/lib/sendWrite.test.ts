import { describe, expect, test } from 'vitest';
import type { Choices } from './merge';
import { sendAct, sendEdit, Withheld, type Outside } from './sendWrite';

type Campaign = { version: number; title: string; summary: string; status: string };
class Stale extends Error {}
class Refused extends Error {}

/** A record that takes a write only from who names its version, as the server does. */
function shelf() {
  let now: Campaign = { version: 1, title: 'base', summary: 'base', status: 'live' };
  const own = new Map<number, { to: number; answer: Campaign }>();
  const asked: string[] = [];
  const tried: { patch: object | undefined; version: number }[] = [];
  return {
    get now() {
      return now;
    },
    asked,
    tried,
    read: () => now,
    /** Somebody else saves. */
    other(change: Partial<Campaign>) {
      now = { ...now, ...change, version: now.version + 1 };
    },
    /** One's own act elsewhere on the page. */
    mine(change: Partial<Campaign>) {
      const from = now.version;
      this.other(change);
      own.set(from, { to: now.version, answer: now });
    },
    outside(
      o: { choices?: Choices; go?: boolean; between?: () => void; act?: Partial<Campaign> } = {},
    ): Outside<Campaign, Campaign> {
      return {
        async send(patch, version) {
          tried.push({ patch, version });
          if (version !== now.version) throw new Stale();
          now = { ...now, ...patch, ...o.act, version: now.version + 1 };
          return now;
        },
        async read() {
          const seen = now;
          o.between?.();
          return seen;
        },
        own(seen) {
          let version = seen;
          let answer: unknown;
          for (let step = own.get(version); step; step = own.get(version)) ({ to: version, answer } = step);
          return { version, answer };
        },
        isStale: (error) => error instanceof Stale,
        async choose(clashes) {
          asked.push(...clashes.map((one) => one.pointer));
          return o.choices;
        },
        async goAhead(changes) {
          asked.push(...changes.map((one) => one.pointer));
          return o.go ?? false;
        },
      };
    },
  };
}
const fields = ({ title, summary }: Campaign) => ({ title, summary });
const wire = (typed: object) => typed;

const edits = ['base', 'x', 'y'];
const all = edits.flatMap((tt) => edits.flatMap((ts) => edits.flatMap((mt) => edits.map((ms) => [tt, ts, mt, ms] as const))));

describe.each(all)('they saved %s %s, I save %s %s', (tt, ts, mt, ms) => {
  const both = (their: string, own: string) => their !== 'base' && own !== 'base' && their !== own;
  const clashes = [both(tt, mt) && '/title', both(ts, ms) && '/summary'].filter(Boolean);
  const save = async (choices?: Choices) => {
    const server = shelf();
    const record = server.now;
    server.other({ title: tt, summary: ts });
    const outside = server.outside({ choices });
    const saved = sendEdit({ record, typed: { title: mt, summary: ms }, fields, wire }, outside);
    return { server, saved };
  };

  test.each(['mine', 'theirs'] as const)(
    'where both wrote, %s is kept as chosen, and elsewhere nobody loses a word',
    async (side) => {
      const { server, saved } = await save({ '/title': side, '/summary': side });
      await saved;
      const kept = (their: string, own: string) => (own === 'base' || (both(their, own) && side === 'theirs') ? their : own);
      expect(server.asked).toEqual(clashes);
      expect(fields(server.now)).toEqual({ title: kept(tt, mt), summary: kept(ts, ms) });
    },
  );

  test('going back sends nothing over the other', async () => {
    const { server, saved } = await save(undefined);
    if (!clashes.length) return void (await saved);
    await expect(saved).rejects.toBeInstanceOf(Withheld);
    expect(fields(server.now)).toEqual({ title: tt, summary: ts });
  });
});

test('only what was changed is sent', async () => {
  const server = shelf();
  await sendEdit({ record: server.now, typed: { title: 'x', summary: 'base' }, fields, wire }, server.outside());
  expect(server.tried).toEqual([{ patch: { title: 'x' }, version: 1 }]);
});

test('a form with nothing changed sends nothing, unless sending says something of itself', async () => {
  const server = shelf();
  const form = { record: server.now, typed: fields(server.now), fields, wire };
  expect(await sendEdit(form, server.outside())).toBe(form.record);
  expect(server.tried).toEqual([]);
  await sendEdit({ ...form, always: true }, server.outside());
  expect(server.tried).toEqual([{ patch: {}, version: 1 }]);
});

test('a second press after going back asks again and never overwrites', async () => {
  const server = shelf();
  const form = { record: server.now, typed: { title: 'mine', summary: 'base' }, fields, wire };
  server.other({ title: 'theirs' });
  for (const _ of [1, 2, 3]) await expect(sendEdit(form, server.outside())).rejects.toBeInstanceOf(Withheld);
  expect(server.now.title).toBe('theirs');
  expect(server.asked).toEqual(['/title', '/title', '/title']);
});

test('a choice that not every field has is no choice', async () => {
  const server = shelf();
  const form = { record: server.now, typed: { title: 'mine', summary: 'mine' }, fields, wire };
  server.other({ title: 'theirs', summary: 'theirs' });
  await expect(sendEdit(form, server.outside({ choices: { '/title': 'mine' } }))).rejects.toBeInstanceOf(Withheld);
  expect(fields(server.now)).toEqual({ title: 'theirs', summary: 'theirs' });
});

test('another change while the reader chooses is met as well', async () => {
  const server = shelf();
  const form = { record: server.now, typed: { title: 'mine', summary: 'base' }, fields, wire };
  server.other({ title: 'theirs' });
  let once = true;
  const between = () => once && ((once = false), server.other({ summary: 'later' }));
  await sendEdit(form, server.outside({ choices: { '/title': 'mine' }, between }));
  expect(fields(server.now)).toEqual({ title: 'mine', summary: 'later' });
});

test('a form opened before one’s own act saves over nothing: its version is the one that the act made', async () => {
  const server = shelf();
  const record = server.now;
  server.mine({ summary: 'own' });
  await sendEdit({ record, typed: { title: 'x', summary: 'base' }, fields, wire }, server.outside());
  expect(server.tried).toEqual([{ patch: { title: 'x' }, version: 2 }]);
  expect(fields(server.now)).toEqual({ title: 'x', summary: 'own' });
});

test('one’s own act does not hide another’s: the version after theirs is never claimed', async () => {
  const server = shelf();
  const record = server.now;
  server.other({ title: 'theirs' });
  server.mine({ summary: 'own' });
  await expect(
    sendEdit({ record, typed: { title: 'mine', summary: 'base' }, fields, wire }, server.outside()),
  ).rejects.toBeInstanceOf(Withheld);
  expect(server.tried[0]?.version).toBe(1);
  expect(server.now.title).toBe('theirs');
});

const close = { concerns: ({ status, title }: Campaign) => ({ status, title }), act: { status: 'closed' } };

describe.each([
  ['what it rests on is as it was', { summary: 'x' }, []],
  ['what it rests on changed', { title: 'x' }, ['/title']],
  ['everything changed', { title: 'x', summary: 'x' }, ['/title']],
])('an act on a record that changed, where %s', (_, change, asks) => {
  test.each([true, false])('goes through by itself, or as the reader decides: %s', async (go) => {
    const server = shelf();
    const record = server.now;
    server.other(change);
    const done = sendAct({ record, concerns: close.concerns }, server.outside({ go, act: close.act }));
    if (asks.length && !go) await expect(done).rejects.toBeInstanceOf(Withheld);
    else await done;
    expect(server.asked).toEqual(asks);
    expect(server.now.status).toBe(asks.length && !go ? 'live' : 'closed');
  });
});

test('the act right after one’s own save carries the version of its answer and asks nothing', async () => {
  const server = shelf();
  const record = server.now;
  server.mine({ title: 'saved' });
  await sendAct({ record, concerns: close.concerns }, server.outside({ act: close.act }));
  expect(server.tried.map((one) => one.version)).toEqual([2]);
  expect([server.now.title, server.now.status, server.asked]).toEqual(['saved', 'closed', []]);
});

test('one’s own save is no change to be asked about when somebody else saves something else', async () => {
  const server = shelf();
  const record = server.now;
  server.mine({ title: 'saved' });
  server.other({ summary: 'theirs' });
  await sendAct({ record, concerns: close.concerns }, server.outside({ act: close.act }));
  expect(server.asked).toEqual([]);
  expect(server.now).toMatchObject({ title: 'saved', summary: 'theirs', status: 'closed' });
});

test('an act that may no longer be done is refused as it was', async () => {
  const server = shelf();
  const record = server.now;
  server.other({ status: 'closed' });
  const act = { record, concerns: close.concerns, may: (now: Campaign) => now.status === 'live' };
  await expect(sendAct(act, server.outside({ go: true }))).rejects.toBeInstanceOf(Stale);
  expect(server.asked).toEqual([]);
});

test('a record that changes without end is given up on', async () => {
  const server = shelf();
  const record = server.now;
  server.other({ summary: '0' });
  const between = () => server.other({ summary: 'again' });
  await expect(sendAct({ record, concerns: close.concerns }, server.outside({ between }))).rejects.toBeInstanceOf(Stale);
  await expect(
    sendEdit({ record, typed: { title: 'x', summary: 'base' }, fields, wire }, server.outside({ between })),
  ).rejects.toBeInstanceOf(Stale);
  expect(server.tried).toHaveLength(10);
});

test('another refusal is passed on and asks nothing', async () => {
  const server = shelf();
  const outside = { ...server.outside(), send: () => Promise.reject(new Refused()) };
  await expect(sendAct({ record: server.now, concerns: close.concerns }, outside)).rejects.toBeInstanceOf(Refused);
  await expect(
    sendEdit({ record: server.now, typed: { title: 'x', summary: 'base' }, fields, wire }, outside),
  ).rejects.toBeInstanceOf(Refused);
  expect(server.asked).toEqual([]);
});

describe.each([
  ['the original it translates changed', { title: 'theirs' }, ['/title']],
  ['something else changed', { status: 'closed' }, []],
])('a translation where %s', (_, change, asks) => {
  test.each([true, false])('is sent by itself, or as the writer decides: %s', async (go) => {
    const server = shelf();
    const form = {
      record: server.now,
      typed: { title: 'base', summary: 'translated' },
      fields,
      wire,
      restsOn: (typed: string[]) => (typed.includes('summary') ? ['title'] : []),
    };
    server.other(change);
    const sent = sendEdit(form, server.outside({ go }));
    if (asks.length && !go) await expect(sent).rejects.toBeInstanceOf(Withheld);
    else await sent;
    expect(server.asked).toEqual(asks);
    expect(server.now.summary).toBe(asks.length && !go ? 'base' : 'translated');
  });
});

test('what both changed is chosen, and not asked about a second time', async () => {
  const server = shelf();
  const record = server.now;
  const both = { record, typed: { title: 'base', summary: 'mine' }, fields, wire, restsOn: (typed: string[]) => typed };
  server.other({ summary: 'theirs' });
  await sendEdit(both, server.outside({ choices: { '/summary': 'mine' } }));
  expect(server.asked).toEqual(['/summary']);
  expect(server.now.summary).toBe('mine');
});
