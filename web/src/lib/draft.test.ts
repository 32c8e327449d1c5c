import { expect, test } from 'vitest';
import { blank, editable, figure, launched, missing, stepOf, toPublished, toWire } from './draft';
import { patchOf } from './merge';
import { nameOf, numberOf, read, within, write } from './pointer';
import type { Campaign } from '../api/types';

test('an empty form lacks every field the secretariat needs, in the order of the pages', () => {
  const pointers = missing(blank()).map((f) => f.pointer);
  expect(pointers.slice(0, 5)).toEqual(['/title/ar', '/title/en', '/summary/ar', '/summary/en', '/topic']);
  expect(pointers).toContain('/kpis/0/target');
});

test('a target of zero is a target', () => {
  const d = write(blank(), '/objectives/0/target', 0);
  expect(missing(d).map((f) => f.pointer)).not.toContain('/objectives/0/target');
});

test('only what changed is sent', () => {
  const before = blank();
  const after = write(before, '/title/ar', 'حملة');
  expect(patchOf(toWire(before), toWire(after))).toEqual({ title: { ar: 'حملة', en: '' } });
  expect(patchOf(toWire(before), toWire(before))).toEqual({});
});

test('empty rows at the end are not sent and those in between keep their place', () => {
  let d = write(blank(), '/objectives/0/statement/ar', 'أول');
  d = write(d, '/objectives/1', { ...d.objectives[0]!, statement: { ar: '', en: '' } });
  d = write(d, '/objectives/2', { ...d.objectives[0]!, statement: { ar: 'ثالث', en: '' } });
  d = write(d, '/objectives/3', { ...d.objectives[1]! });
  expect(toWire(d).objectives).toHaveLength(3);
});

test('a stored campaign without rows opens with one empty row of each', () => {
  const stored = { ...blank(), objectives: [], audiences: [], kpis: [], strategy: undefined } as unknown as Campaign;
  const d = editable(stored);
  expect([d.objectives.length, d.audiences.length, d.kpis.length]).toEqual([1, 1, 1]);
  expect(d.strategy.proposition).toEqual({ ar: '', en: '' });
});

test('a correction takes the class, the embargo and the instant of the launch, never the indicators or the launch wished for', () => {
  const stored = launched({ ...blank(), launchedAt: '2026-03-01T05:00:00Z' } as unknown as Campaign);
  const after = { ...stored, classification: 'shared-sensitive' as const, launchAt: '2026-02-01T05:00:00Z', kpis: [] };
  expect(patchOf(toPublished(stored), toPublished({ ...after, launchedAt: '2026-02-28T05:00:00Z' }))).toEqual({
    classification: 'shared-sensitive',
    launchedAt: '2026-02-28T05:00:00Z',
  });
});

test.each([
  ['12', 12],
  ['١٢٫٥', 12.5],
  ['1,200', 1200],
  ['١٬٢٠٠', 1200],
  ['-3', -3],
  ['', null],
  ['ten', undefined],
])('the figure %s reads as %s', (typed, read_) => expect(figure(typed)).toBe(read_));

test.each([
  ['/cover/alt/ar', 'about'],
  ['/audiences/1/segment/en', 'aims'],
  ['/launchAt', 'plan'],
  ['/kpis', 'measures'],
])('%s stands on %s', (pointer, step) => expect(stepOf(pointer)).toBe(step));

test('a pointer reads, writes without touching its neighbours, and has a name and a number', () => {
  const d = blank();
  const next = write(d, '/strategy/theoryOfChange/en', 'because');
  expect(read(next, '/strategy/theoryOfChange/en')).toBe('because');
  expect(next.kpis).toBe(d.kpis);
  expect(nameOf('/objectives/0/target')).toBe('objectives.target');
  expect(numberOf('/objectives/0/target')).toBe(1);
  expect(within('/title/en', '/title')).toBe(true);
  expect(within('/titles', '/title')).toBe(false);
});
