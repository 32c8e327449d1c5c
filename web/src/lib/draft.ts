/** What the campaign form holds: pure rules of filling, comparing and what is still missing. */
import type { Audience, Campaign, Editable, Kpi, Objective, Phase } from '../api/types';
import type { Bi } from './text';

const bi = (): Bi => ({ ar: '', en: '' });
export const newObjective = (): Objective => ({
  statement: bi(),
  type: 'awareness',
  baseline: null,
  target: null,
  unit: null,
  deadline: null,
});
export const newAudience = (): Audience => ({
  segment: bi(),
  size: null,
  languages: ['ar'],
  mode: 'include',
  insight: null,
  barriers: null,
});
export const newKpi = (): Kpi => ({
  metric: '',
  name: bi(),
  stage: 'outputs',
  baseline: null,
  target: null,
  unit: null,
  actual: null,
  asOf: null,
  source: null,
  confidence: null,
});
export const newPhase = (): Phase => ({ kind: 'launch', from: '', to: '' });

export function blank(): Editable {
  return {
    title: bi(),
    summary: bi(),
    partnerEntities: [],
    classification: 'open',
    embargoUntil: null,
    topic: null,
    objectives: [newObjective()],
    audiences: [newAudience()],
    strategy: { proposition: bi(), theoryOfChange: null },
    implementation: { startsOn: null, endsOn: null, phases: [], channels: [], budgetBand: null },
    kpis: [newKpi()],
    cover: null,
    launchAt: null,
    tier: 'basic',
    derivedFrom: [],
  };
}

/** A stored campaign as the form shows it: one empty row where there is none yet. */
export function editable(c: Campaign): Editable {
  const none = blank();
  const some = <T>(list: T[] | null | undefined, empty: T[]) => (list?.length ? list : empty);
  return {
    title: { ...none.title, ...c.title },
    summary: { ...none.summary, ...c.summary },
    partnerEntities: c.partnerEntities ?? [],
    classification: c.classification ?? 'open',
    embargoUntil: c.embargoUntil ?? null,
    topic: c.topic ?? null,
    objectives: some(c.objectives, none.objectives),
    audiences: some(c.audiences, none.audiences),
    strategy: { ...none.strategy, ...c.strategy, proposition: c.strategy?.proposition ?? bi() },
    implementation: { ...none.implementation, ...c.implementation },
    kpis: some(c.kpis, none.kpis),
    cover: c.cover ?? null,
    launchAt: c.launchAt ?? null,
    tier: c.tier ?? 'basic',
    derivedFrom: c.derivedFrom ?? [],
  };
}

const empty = (b: Bi | null | undefined) => !b || (!b.ar.trim() && !b.en.trim());
const orNull = (b: Bi | null) => (empty(b) ? null : b);
/** Empty rows at the end are no rows; those in between keep their place, so that faults find their field. */
function trimmed<T>(rows: T[], isEmpty: (row: T) => boolean): T[] {
  let end = rows.length;
  while (end > 0 && isEmpty(rows[end - 1]!)) end--;
  return rows.slice(0, end);
}

/** The draft as the API takes it. */
export function toWire(d: Editable) {
  return {
    title: d.title,
    summary: d.summary,
    partnerEntities: d.partnerEntities.map((e) => e.code),
    classification: d.classification,
    embargoUntil: d.embargoUntil,
    topic: d.topic,
    objectives: trimmed(d.objectives, (o) => empty(o.statement) && o.target === null).map((o) => ({
      ...o,
      unit: orNull(o.unit),
    })),
    audiences: trimmed(d.audiences, (a) => empty(a.segment)).map((a) => ({
      ...a,
      insight: orNull(a.insight),
      barriers: orNull(a.barriers),
    })),
    strategy: { proposition: d.strategy.proposition, theoryOfChange: orNull(d.strategy.theoryOfChange) },
    implementation: {
      ...d.implementation,
      startsOn: d.implementation.startsOn || null,
      endsOn: d.implementation.endsOn || null,
      phases: d.implementation.phases.filter((p) => p.from && p.to),
    },
    kpis: trimmed(d.kpis, (k) => empty(k.name) && k.target === null).map((k) => ({
      ...k,
      metric: k.metric || 'custom',
      unit: orNull(k.unit),
    })),
    cover: d.cover && { assetId: d.cover.assetId, alt: d.cover.alt },
    launchAt: d.launchAt,
    tier: d.tier,
    derivedFrom: d.derivedFrom,
  };
}
export type Wire = ReturnType<typeof toWire>;

/** A launched campaign as its correction shows it: with the instant of the launch, which lies in the past. */
export type Launched = Editable & { launchedAt: string | null };
export const launched = (c: Campaign): Launched => ({ ...editable(c), launchedAt: c.launchedAt });

/** What of it is still corrected; indicators are amended or reported, and the launch that was wished for has happened. */
export function toPublished({ launchedAt, ...d }: Launched) {
  const { kpis: _k, launchAt: _l, ...published } = toWire(d);
  return { ...published, launchedAt };
}
export type Published = ReturnType<typeof toPublished>;

export type Fault = { pointer: string; detail?: string };

/** What the secretariat will need before it can begin; the server says the last word. */
export function missing(d: Editable): Fault[] {
  const faults: Fault[] = [];
  const need = (pointer: string, there: unknown) => void (there || faults.push({ pointer }));
  const both = (pointer: string, b: Bi | null | undefined) => {
    need(`${pointer}/ar`, b?.ar.trim());
    need(`${pointer}/en`, b?.en.trim());
  };
  both('/title', d.title);
  both('/summary', d.summary);
  need('/topic', d.topic);
  if (d.cover) both('/cover/alt', d.cover.alt);
  d.objectives.forEach((o, i) => {
    both(`/objectives/${i}/statement`, o.statement);
    need(`/objectives/${i}/target`, o.target !== null);
  });
  d.audiences.forEach((a, i) => both(`/audiences/${i}/segment`, a.segment));
  both('/strategy/proposition', d.strategy.proposition);
  need('/implementation/startsOn', d.implementation.startsOn);
  need('/implementation/endsOn', d.implementation.endsOn);
  need('/implementation/channels', d.implementation.channels.length);
  d.kpis.forEach((k, i) => {
    both(`/kpis/${i}/name`, k.name);
    need(`/kpis/${i}/target`, k.target !== null);
  });
  return faults;
}

export const steps = ['about', 'aims', 'plan', 'measures'] as const;
export type FormStep = (typeof steps)[number];
/** The step a field stands on. */
export function stepOf(pointer: string): FormStep {
  const first = pointer.split('/')[1];
  if (first === 'objectives' || first === 'audiences') return 'aims';
  if (first === 'strategy' || first === 'implementation' || first === 'launchAt') return 'plan';
  return first === 'kpis' ? 'measures' : 'about';
}

/** A figure as people type it, in either digit set; null when there is none, undefined when it is not a figure. */
export function figure(typed: string): number | null | undefined {
  const latin = typed
    .replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
    .replace(/٫/g, '.')
    .replace(/[٬,\s]/g, '');
  if (!latin) return null;
  return /^-?\d*\.?\d+$|^-?\d+\.$/.test(latin) ? Number(latin) : undefined;
}
