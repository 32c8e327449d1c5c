import { expect, test } from 'vitest';
import { ago, bothDays, clock, day, dayOf, fromWallClock, hijriFull, moment, range, toWallClock } from './dates';

test('an instant after eight in the evening UTC is the next day in Dubai', () => {
  expect(dayOf('2026-11-30T19:59:59Z')).toBe('2026-11-30');
  expect(dayOf('2026-11-30T20:00:00Z')).toBe('2026-12-01');
});

test('the wall clock is Dubai’s and goes both ways', () => {
  expect(toWallClock('2026-12-01T05:00:00Z')).toBe('2026-12-01T09:00');
  expect(fromWallClock('2026-12-01T09:00')).toBe('2026-12-01T05:00:00.000Z');
});

test('Hijri dates put the day before the month in both languages', () => {
  expect(hijriFull(day('2026-11-23'), 'en')).toMatch(/^13 Jumada II 1448 AH$/);
  expect(hijriFull(day('2026-11-23'), 'ar')).toMatch(/^13 جمادى الآخرة 1448 هـ$/);
});

test('the dot between two calendars stays with the first day when the line breaks', () => {
  for (const lang of ['ar', 'en'] as const) expect(bothDays(day('2026-11-27'), lang)).toMatch(/\S\u00a0· \S/);
});

test('Arabic dates keep Latin digits', () => {
  expect(range('2026-12-01', '2026-12-20', 'ar')).toMatch(/1.*20 ديسمبر 2026/);
  expect(clock('2026-12-01T05:00:00Z', 'ar')).toContain('9:00');
});

test('a moment names its year only when it is another one', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  expect(moment('2026-12-01T05:00:00Z', 'en', now)).not.toContain('2026');
  expect(moment('2025-12-01T05:00:00Z', 'en', now)).toContain('2025');
  expect(moment('2026-12-31T20:00:00Z', 'en', now)).toContain('2027');
});

test('how long ago is told in minutes, hours, then days', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  expect(ago('2026-11-23T11:30:00Z', 'en', now)).toBe('30 minutes ago');
  expect(ago('2026-11-23T06:00:00Z', 'en', now)).toBe('6 hours ago');
  expect(ago('2026-11-21T06:00:00Z', 'en', now)).toBe('2 days ago');
});
