import { expect, it } from 'vitest';
import { marked } from './mark';

const hits = (text: string, q: string) =>
  marked(text, q)
    .filter((piece) => piece.hit)
    .map((piece) => piece.text);

it('marks whole words by their beginnings, in either language and spelling', () => {
  expect(hits('Summer campaign of summers', 'summer')).toEqual(['Summer', 'summers']);
  expect(hits('حملة الهوية المؤسسية', 'هويه')).toEqual(['الهوية']);
  expect(hits('هُويّة الجهة', 'الهوية')).toEqual(['هُويّة']);
  expect(hits('midsummer', 'summer')).toEqual([]);
});
it('keeps every letter of the text, and marks nothing for no word', () => {
  const text = '“Bring your bag”: 2026';
  expect(
    marked(text, 'bag')
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
  expect(hits(text, ' ')).toEqual([]);
});
