import { expect, test } from 'vitest';
import { initialsOf } from './names';

test.each([
  ['سالم خالد المثال', 'س م'],
  ['نورة', 'ن'],
  ['  فاطمة   الاسم ', 'ف ا'],
])('%s in Arabic is %s', (ar, initials) => expect(initialsOf({ ar, en: 'A' }).ar).toBe(initials));
test.each([
  ['salem khaled Example', 'SE'],
  ['Noura', 'N'],
])('%s in English is %s', (en, initials) => expect(initialsOf({ ar: 'ن', en }).en).toBe(initials));
