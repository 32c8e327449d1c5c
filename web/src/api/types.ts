/** The words of the public API this client uses: derived from contracts/openapi, so that drift fails the build. */
import type { components } from './schema';

type S = components['schemas'];
/** An answer holds every member; the contract leaves optional those that a request may leave out. */
export type Whole<T> = T extends (infer One)[] ? Whole<One>[] : T extends object ? { [K in keyof T]-?: Whole<T[K]> } : T;

export type EntityRef = Whole<S['EntityRef']>;
export type Me = Whole<S['Me']>;

export const statuses = [
  'draft',
  'submitted',
  'in-review',
  'changes-requested',
  'approved',
  'scheduled',
  'live',
  'completed',
  'evaluation-due',
  'evaluated',
  'exemplar',
  'superseded',
  'withdrawn',
  'cancelled',
] as const satisfies S['Status'][];
export type Status = S['Status'];
export const topics = ['awareness', 'services', 'heritage', 'health', 'safety', 'sustainability', 'digital'] as const;
export type Topic = (typeof topics)[number];
export const classes = ['open', 'shared-confidential', 'shared-sensitive', 'shared-secret'] as const;
export const objectiveTypes = ['awareness', 'attitude', 'behaviour', 'operational', 'reputation', 'explain'] as const;
export const stages = ['inputs', 'activities', 'outputs', 'outtakes', 'outcomes', 'impact'] as const;
export const tiers = ['basic', 'enhanced', 'comprehensive'] as const;
export type Stage = (typeof stages)[number];
export const channels = ['tv', 'radio', 'outdoor', 'press', 'social', 'web', 'events', 'direct'] as const;
export type Channel = (typeof channels)[number];
export const phaseKinds = ['teaser', 'launch', 'sustain', 'close'] as const;
export const budgets = ['small', 'medium', 'large'] as const;

export type Rendition = Whole<S['RenditionRef']> & { url?: string };
export type CoverPhoto = Omit<Whole<S['CoverBody']>, 'renditions'> & { renditions: Rendition[] };

export type Objective = Whole<S['ObjectiveBody-Output']>;
export type Audience = Whole<S['AudienceBody']>;
export type Phase = S['PhaseBody-Output'];
export type Kpi = Whole<S['KpiBody-Output']>;
export type ChangeRequest = Whole<S['RequestBody']>;
export type Campaign = Omit<Whole<S['CampaignBody']>, 'cover'> & { cover: CoverPhoto | null };
/** What an author may write; everything else on a campaign is the system's. */
export type Editable = Pick<Campaign, keyof S['PlanBody']>;
export type Summary = Omit<Whole<S['CampaignSummary']>, 'cover'> & { cover: CoverPhoto | null };
export type Metric = Whole<S['MetricBody']>;

export type Photo = Whole<S['PhotoBody']>;
export type UploadForm = S['UploadForm'];

export type AgendaItem = Whole<S['AgendaItemBody']>;
export type Meeting = Whole<S['MeetingBody']>;
export type MeetingKind = Meeting['kind'];
export type Person = Whole<S['PersonSummary']>;
export type PersonCard = Whole<S['PersonBody']>;
export type Way = keyof PersonCard['contact'];
export type Post = Whole<S['PostBody']>;
export type PostKind = Post['kind'];
export type Entity = Whole<S['EntityBody']>;
export type EntitySummary = Whole<S['EntitySummary']>;
export type Roster = Whole<S['RosterBody']>;
export type DutyNow = Whole<S['DutyNow']>;
export type Opening = Whole<S['OpeningBody']>;
export type Expertise = Person['expertise'][number];
export const postKinds = [
  'director',
  'deputy',
  'media-officer',
  'brand-officer',
  'studio-officer',
  'duty-contact',
] as const satisfies PostKind[];
export const entityKinds = [
  'department',
  'authority',
  'council',
  'corporation',
  'centre',
  'free-zone',
  'office',
  'secretariat',
] as const satisfies Entity['kind'][];
export const sectors = [
  'culture',
  'municipal',
  'transport',
  'health',
  'utilities',
  'community',
  'economy',
  'tourism',
  'education',
  'property',
  'digital',
  'safety',
  'sports',
  'sustainability',
  'people',
  'finance',
  'governance',
  'knowledge',
  'communication',
] as const;
export const speeches = ['ar', 'en', 'ur', 'hi', 'ml', 'tl', 'fr', 'ru', 'zh'] as const;
export const expertises = [
  'crisis',
  'media-relations',
  'behaviour',
  'brand',
  'digital',
  'content',
  'events',
  'internal',
  'evaluation',
  'photography',
  'translation',
  'accessibility',
  'protocol',
  'spokesperson',
] as const satisfies Expertise[];

export type MeetingsScreen = Whole<S['MeetingsScreen']>;
export type HomeScreen = Whole<S['HomeScreen']>;
export type FormScreen = { campaign: Campaign | null; entities: EntityRef[]; metrics: Metric[] };
