import { expect, test } from 'vitest';
import { wordsOf } from './unsaved';

test('what was typed is handed back, what stood there before is not', () => {
  const before = { title: { ar: 'أ', en: 'A' }, kind: 'x', minutes: 5, papers: [{ title: 'one' }] };
  const after = { title: { ar: 'أ', en: 'B ' }, kind: 'x', minutes: 9, papers: [{ title: 'one' }, { title: 'two' }] };
  expect(wordsOf(before, after)).toBe('B\n\ntwo');
  expect(wordsOf(before, before)).toBe('');
  expect(wordsOf(null, 'typed')).toBe('typed');
});
