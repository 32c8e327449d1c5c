import { describe, expect, it } from 'vitest';
import { eventTypes } from '../api/eventTypes';
import { concerns, heardNames, placeOf } from './stream';

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

  const concerned = (type: string, key: string[], subject = 'a', data = {}) => concerns([{ type, subject, data }])(key);

  it('knows for every type which screens to ask for again, and asks for all of them after a gap', () => {
    const shown = [
      ['screen', 'campaign', 'a'], ['screen', 'forum', 'all'], ['screen', 'meeting', 'a'], ['screen', 'meetings', 'all'], ['screen', 'studio', 'all'],
      ['screen', 'studio-desk', 'all'], ['screen', 'documents', 'all'], ['screen', 'identities'], ['screen', 'kits', ''], ['screen', 'members', 'all'],
      ['screen', 'members', 'openings', 'a'], ['screen', 'subscriptions'],
    ]; // prettier-ignore
    for (const type of eventTypes)
      expect(
        shown.some((key) => concerned(type, key)),
        type,
      ).toBe(true);
    expect(shown.every((key) => concerned('gap', key))).toBe(true);
    expect(concerned('gap', ['session'])).toBe(false);
  });

  it('asks for the record that an event names, and for no other', () => {
    const posted = 'campaigns.comment-posted.v1';
    expect(concerned(posted, ['screen', 'campaign', 'a', 'comments'])).toBe(true);
    expect(concerned(posted, ['screen', 'campaign', 'b', 'comments'])).toBe(false);
    expect(concerned(posted, ['screen', 'campaign', 'b'], 'a', { campaignId: 'b' })).toBe(true);
    expect(concerned('meetings.seat-responded.v1', ['screen', 'meeting', 'm'], 's', { meetingId: 'm' })).toBe(true);
  });

  it.each([
    ['campaigns.comment-posted.v1', ['screen', 'forum', 'all'], false],
    ['campaigns.comment-posted.v1', ['screen', 'home'], false],
    ['campaigns.campaign-launched.v1', ['screen', 'forum', 'all'], true],
    ['campaigns.campaign-launched.v1', ['screen', 'documents', 'all'], false],
    ['media.kit-released.v1', ['screen', 'studio', 'all'], false],
    ['media.kit-released.v1', ['screen', 'kits', ''], true],
    ['members.restricted-field-opened.v1', ['screen', 'members', 'all'], false],
    ['members.restricted-field-opened.v1', ['screen', 'members', 'openings', 'p'], true],
    ['members.tenure-started.v1', ['screen', 'members', 'all'], true],
    ['meetings.seat-responded.v1', ['screen', 'meetings', 'all'], false],
  ])('of %s %j is asked for: %j', (type, key, is) => expect(concerned(type, key)).toBe(is));
});
