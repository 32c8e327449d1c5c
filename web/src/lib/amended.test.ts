import { expect, test } from 'vitest';
import { corrections } from './amended';

const before = {
  title: { ar: 'صيف', en: 'Summer' },
  audiences: [{ segment: { ar: 'العمال', en: 'Workers' }, size: 3 }],
  implementation: { endsOn: '2026-08-31', channels: ['radio'] },
  cover: null,
};

test('what was changed is told by its leaf, with both values', () => {
  const after = {
    ...before,
    title: { ar: 'صيف', en: 'Safer' },
    audiences: [{ segment: { ar: 'العمال', en: 'Workers' }, size: 4 }],
  };
  expect(corrections(before, after)).toEqual([
    { field: '/title/en', before: 'Summer', after: 'Safer' },
    { field: '/audiences/0/size', before: 3, after: 4 },
  ]);
});

test('lists of values, and lists whose rows came or went, are told whole', () => {
  const rows = [...before.audiences, { segment: { ar: 'الأسر', en: 'Families' }, size: 5 }];
  const after = { ...before, audiences: rows, implementation: { ...before.implementation, channels: ['tv'] }, cover: { alt: 1 } };
  expect(corrections(before, after)).toEqual([
    { field: '/audiences', before: before.audiences, after: rows },
    { field: '/implementation/channels', before: ['radio'], after: ['tv'] },
    { field: '/cover', before: null, after: { alt: 1 } },
  ]);
});

test('what is the same is no correction', () => expect(corrections(before, structuredClone(before))).toEqual([]));
