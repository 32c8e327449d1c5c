import { expect, test } from 'vitest';

/** A text, or the paragraphs of one. */
type Said = string | string[];
const files = import.meta.glob<Record<string, Said>>('./*/*.json', { import: 'default', eager: true });
const sources = Object.values(
  import.meta.glob<string>('../**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true }),
).join('\n');

const plural = /_(zero|one|two|few|many|other)$/;
const pages = [...new Set(Object.keys(files).map((path) => path.split('/').pop()!.replace('.json', '')))];
const of = (lang: string, page: string) => files[`./${lang}/${page}.json`] ?? {};
const roots = (catalogue: object) => [...new Set(Object.keys(catalogue).map((key) => key.replace(plural, '')))].sort();
const all = (lang: string) =>
  Object.fromEntries(
    pages.flatMap((page) => Object.entries(of(lang, page)).map(([key, said]) => [key, [said].flat().join('\n')])),
  );

test.each(pages)('%s says the same things in both languages', (page) =>
  expect(roots(of('ar', page))).toEqual(roots(of('en', page))),
);

test.each([
  ['ar', ['zero', 'one', 'two', 'few', 'many', 'other']],
  ['en', ['one', 'other']],
])('every count in %s has the forms of its language', (lang, forms) => {
  const words = all(lang);
  const counted = [
    ...new Set(
      Object.keys(words)
        .filter((key) => plural.test(key))
        .map((key) => key.replace(plural, '')),
    ),
  ];
  const lacking = counted.flatMap((key) => forms.map((form) => `${key}_${form}`)).filter((key) => !words[key]);
  expect(lacking).toEqual([]);
});

test('Arabic holds no Latin word but the few that have no other name', () => {
  const allowed = /\{\{\w+\}\}|JPEG|PNG|WebP|SVG|PDF|https|English/g;
  const mixed = Object.entries(all('ar')).filter(([, text]) => /[a-z]{2,}/i.test(text.replace(allowed, '')));
  expect(mixed).toEqual([]);
});

test('a thing has one name: the Forum is الملتقى', () => {
  expect(Object.values(all('ar')).filter((text) => /منتدى|المنتدى/.test(text))).toEqual([]);
});

test('both languages take the same facts', () => {
  const facts = (text: string) =>
    [...text.matchAll(/\{\{(\w+)\}\}/g)]
      .map((m) => m[1])
      .sort()
      .join();
  const [ar, en] = [all('ar'), all('en')];
  const differ = Object.keys(ar).filter((key) => en[key] && !plural.test(key) && facts(ar[key]!) !== facts(en[key]!));
  expect(differ).toEqual([]);
});

test('every word the pages ask for is there', () => {
  const words = new Set([...Object.keys(all('ar')), ...roots(all('ar'))]);
  const asked = [...sources.matchAll(/(?<![\w.])t\('([\w.-]+)'/g)].map((m) => m[1]!);
  expect([...new Set(asked)].filter((key) => !words.has(key))).toEqual([]);
});
