import { describe, expect, it } from 'vitest';
import { gateOf } from './gates';

describe('the gate a page stands in', () => {
  it.each([
    ['/ar/members/p1', 'members'],
    ['/en/entities/D01', 'members'],
    ['/ar/roster', 'members'],
    ['/ar/identities', 'sources'],
    ['/en/kits/k1/edit', 'sources'],
    ['/ar/studio/desk', 'studio'],
  ])('%s belongs to %s', (pathname, gate) => {
    expect(gateOf(pathname)).toBe(gate);
  });

  it.each(['/ar', '/en/help', '/ar/membership'])('%s belongs to none', (pathname) => {
    expect(gateOf(pathname)).toBeUndefined();
  });
});
