import { expect, test } from 'vitest';
import { matches, normalise } from './arabic';
import { marked } from './mark';
import pairs from './searchPairs.json';

test.each([
  ['الأكياس', 'الاكياس'],
  ['بلديّة', 'بلديه'],
  ['القــراءة', 'القراءه'],
  ['٢٠٢٦', '2026'],
  ['مؤشر', 'موشر'],
])('%s is written %s for search', (from, to) => expect(normalise(from)).toBe(to));

test.each(pairs)('$query in $stored is found as the server finds it: $found', ({ query, stored, found }) =>
  expect(matches(stored, query)).toBe(found),
);

test('what was found is marked, also a name that the text writes in two words', () => {
  const hits = (text: string, q: string) =>
    marked(text, q)
      .filter((one) => one.hit)
      .map((one) => one.text);
  expect(hits('سعادة عبد الله سالم', 'عبدالله')).toEqual(['عبد', 'الله']);
  expect(hits('هيئة الثقافة', 'ثقاف')).toEqual(['الثقافة']);
  expect(hits('مـحـمد سالم', 'محمد')).toEqual(['مـحـمد']);
  expect(hits('Nothing here', '😀')).toEqual([]);
  expect(
    marked('Al Hashimi, Saeed', 'saeed')
      .map((one) => one.text)
      .join(''),
  ).toBe('Al Hashimi, Saeed');
});
