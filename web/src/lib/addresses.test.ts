import { expect, test } from 'vitest';
import { isOver, mailto } from './addresses';

const address = 'http://store/bucket/key?X-Amz-Date=20260301T080000Z&X-Amz-Expires=60&X-Amz-Signature=ab';
const at = (text: string) => Date.parse(text);

test('an address of the store ends after its seconds and not before', () => {
  expect(isOver(address, at('2026-03-01T08:01:00Z'))).toBe(false);
  expect(isOver(address, at('2026-03-01T08:01:01Z'))).toBe(true);
});

test('what was not signed never ends', () => {
  expect(isOver('/files/mark.svg', at('2126-01-01T00:00:00Z'))).toBe(false);
});

test.each([
  ['office+press@dept-01.example', 'mailto:office%2Bpress@dept-01.example'],
  ["o'neil@dept-01.example", "mailto:o'neil@dept-01.example"],
  ['a?cc=b@dept-01.example', 'mailto:a%3Fcc%3Db@dept-01.example'],
  ['a,b@c.example&bcc=d@dept-01.example', 'mailto:a%2Cb%40c.example%26bcc%3Dd@dept-01.example'],
  ['محمد@dept-01.example', 'mailto:%D9%85%D8%AD%D9%85%D8%AF@dept-01.example'],
])('%s is the only recipient of its link', (typed, link) => {
  expect(mailto(typed)).toBe(link);
  expect(new URL(link).search).toBe('');
});
