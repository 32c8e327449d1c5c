import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { questions } from './conflicts';
import { anyUnsaved, anyUnsavedInDialogs, hold, isSpokenFor, mayDrop, watchUnsaved, wordsOf, type Scope } from './unsaved';

const tab = new EventTarget();
vi.stubGlobal('addEventListener', tab.addEventListener.bind(tab));
vi.stubGlobal('removeEventListener', tab.removeEventListener.bind(tab));
/** Whether the browser would ask before the tab is closed. */
const asksAtTheEnd = () => !tab.dispatchEvent(new Event('beforeunload', { cancelable: true }));

const dialog: Scope = { dialog: 'one' };
let shown: ReturnType<typeof hold>[] = [];
let rescued: string[] = [];
const form = (scope: Scope, o: { words?: string; flush?: () => Promise<boolean> } = {}) => {
  const made = hold({ scope, words: () => o.words ?? '', flush: o.flush });
  shown.push(made);
  return made;
};
/** Answers what is asked now. */
const answer = async (drop: boolean) => {
  await vi.waitFor(() => expect(questions.get()).toHaveLength(1));
  const [asked] = questions.get();
  if (asked?.kind === 'discard') asked.answer(drop);
};
let stop: () => void;
beforeEach(() => {
  rescued = [];
  stop = watchUnsaved({ typed: () => undefined, rescued: (words) => rescued.push(words) });
});
afterEach(() => {
  stop();
  shown.forEach((one) => one.release());
  shown = [];
  expect(anyUnsaved()).toBe(false);
});

test('what was typed is handed back, what stood there before is not', () => {
  const before = { title: { ar: 'أ', en: 'A' }, kind: 'x', minutes: 5, papers: [{ title: 'one' }] };
  const after = { title: { ar: 'أ', en: 'B ' }, kind: 'x', minutes: 9, papers: [{ title: 'one' }, { title: 'two' }] };
  expect(wordsOf(before, after)).toBe('B\n\ntwo');
  expect(wordsOf(before, before)).toBe('');
  expect(wordsOf(null, 'typed')).toBe('typed');
});

test('a form that holds nothing new is left without a question', async () => {
  form(dialog);
  expect(await mayDrop(dialog)).toBe(true);
  expect(questions.get()).toEqual([]);
});

test.each([
  ['says yes', true],
  ['says no', false],
])('a writer who %s decides', async (_, drop) => {
  form(dialog).say(true);
  const may = mayDrop(dialog);
  await answer(drop);
  expect(await may).toBe(drop);
  expect(anyUnsaved(dialog)).toBe(!drop);
});

test('leaving a dialog asks for its own forms only, leaving the page for all', async () => {
  form(null).say(true);
  form(dialog);
  expect(await mayDrop(dialog)).toBe(true);
  expect(anyUnsavedInDialogs()).toBe(false);
  const all = mayDrop();
  await answer(false);
  expect(await all).toBe(false);
  expect(anyUnsaved(null)).toBe(true);
});

test('a form of a dialog that says what it holds is spoken for', () => {
  expect(isSpokenFor(dialog)).toBe(false);
  form(dialog).say(true);
  expect(isSpokenFor(dialog)).toBe(true);
  expect(anyUnsavedInDialogs()).toBe(true);
});

test('two ways out at once are one question', async () => {
  form(dialog).say(true);
  const both = Promise.all([mayDrop(dialog), mayDrop()]);
  await answer(true);
  expect(await both).toEqual([true, true]);
});

test('what can be sent is sent instead of asking', async () => {
  form(null, { flush: async () => true }).say(true);
  expect(await mayDrop()).toBe(true);
  form(null, { flush: async () => false }).say(true);
  const may = mayDrop();
  await answer(false);
  expect(await may).toBe(false);
});

test('the browser asks before the tab is closed, only as long as something would be lost', () => {
  const one = form(dialog);
  const other = form(null);
  expect(asksAtTheEnd()).toBe(false);
  one.say(true);
  other.say(true);
  one.say(false);
  expect(asksAtTheEnd()).toBe(true);
  other.say(false);
  expect(asksAtTheEnd()).toBe(false);
});

test('a form on a page is dismissed by its own, with one question, and leaves the other forms alone', async () => {
  const other = form(null);
  const own = form(null);
  other.say(true);
  let closed = 0;
  await own.dismiss(() => closed++);
  expect(closed).toBe(1);
  own.say(true);
  const kept = own.dismiss(() => closed++);
  await answer(false);
  await kept;
  expect(closed).toBe(1);
  const left = own.dismiss(() => closed++);
  await answer(true);
  await left;
  expect(closed).toBe(2);
  own.release();
  expect(rescued).toEqual([]);
  expect(anyUnsaved(null)).toBe(true);
});

test('the words of a form that goes away by itself are handed back; of one that was sent or given up they are not', () => {
  const gone = form(dialog, { words: 'typed' });
  gone.say(true);
  gone.release();
  expect(rescued).toEqual(['typed']);
  const sent = form(dialog, { words: 'sent' });
  sent.say(true);
  sent.say(false);
  sent.release();
  expect(rescued).toEqual(['typed']);
});
