import { describe, expect, it } from 'vitest';
import { eventTypes } from '../api/eventTypes';
import { heardNames, placeOf, touchedBy } from './stream';

describe('the stream', () => {
  it.each([
    [null, 'latest'],
    ['', 'latest'],
    ['undefined', 'latest'],
    ['-1', 'latest'],
    ['٥', 'latest'],
    ['9'.repeat(16), 'latest'],
    ['0', '0'],
    ['1042', '1042'],
  ])('begins after %j at %s', (kept, place) => expect(placeOf(kept)).toBe(place));

  it('hears every type that is announced, and of gaps', () => expect(heardNames).toEqual(['gap', ...eventTypes]));

  it('knows for every type which screens to ask for again, and asks for all of them after a gap', () => {
    for (const type of eventTypes) expect(touchedBy(type)?.length, type).toBeGreaterThan(0);
    expect(touchedBy('gap')).toBeUndefined();
  });
});
