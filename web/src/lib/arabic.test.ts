import { expect, test } from 'vitest';
import { matches, normalise } from './arabic';

test.each([
  ['الأكياس', 'الاكياس'],
  ['بلديّة', 'بلديه'],
  ['القــراءة', 'القراءه'],
  ['٢٠٢٦', '2026'],
  ['مؤشر', 'موشر'],
])('%s is written %s for search', (from, to) => expect(normalise(from)).toBe(to));

test('the article is no hindrance', () => {
  expect(matches('هيئة ثقافة', 'الثقافه')).toBe(true);
  expect(matches('هيئة ثقافة', 'صحه')).toBe(false);
});
