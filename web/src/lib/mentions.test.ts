import { describe, expect, it } from 'vitest';
import { askedFor, completed, mentionsIn } from './mentions';

const amal = { id: '1', name: 'مدير الاتصال' };
const amalOfRoads = { id: '2', name: 'مدير الاتصال بهيئة الطرق' };

describe('a name after an @', () => {
  it('is asked for from the first letter on, with its spaces', () => {
    expect(askedFor('شكراً @', 7, [])).toBe('');
    expect(askedFor('@مدير الات', 10, [])).toBe('مدير الات');
  });
  it('is not asked for inside a word, after a new line, or once it is complete', () => {
    expect(askedFor('a@b', 3, [])).toBeUndefined();
    expect(askedFor('@مدير\nثم', 8, [])).toBeUndefined();
    expect(askedFor('@مدير الاتصال كيف', 17, [amal])).toBeUndefined();
  });
  it('is completed where it stands', () => {
    expect(completed('قل @مد غداً', 6, 'مد', amal.name)).toEqual(['قل @مدير الاتصال  غداً', 17]);
  });
});

describe('the parts of a comment', () => {
  it('are words and persons, the longest name first', () => {
    expect(mentionsIn('شكراً @مدير الاتصال بهيئة الطرق و@مدير الاتصال!', [amal, amalOfRoads])).toEqual([
      'شكراً ',
      amalOfRoads,
      ' و',
      amal,
      '!',
    ]);
  });
  it('are the text alone when nobody is in it', () => {
    expect(mentionsIn('بلا أحد', [amal])).toEqual(['بلا أحد']);
    expect(mentionsIn('', [amal])).toEqual([]);
  });
});
