import { expect, test } from 'vitest';
import { isOver } from './addresses';

const address = 'http://store/bucket/key?X-Amz-Date=20260301T080000Z&X-Amz-Expires=60&X-Amz-Signature=ab';
const at = (text: string) => Date.parse(text);

test('an address of the store ends after its seconds and not before', () => {
  expect(isOver(address, at('2026-03-01T08:01:00Z'))).toBe(false);
  expect(isOver(address, at('2026-03-01T08:01:01Z'))).toBe(true);
});

test('what was not signed never ends', () => {
  expect(isOver('/files/mark.svg', at('2126-01-01T00:00:00Z'))).toBe(false);
});
