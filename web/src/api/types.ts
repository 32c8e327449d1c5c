/** The words of the public API this client uses; the shapes are those of contracts/openapi. */
import type { Bi } from '../lib/text';

export type EntityRef = { code: string; name: Bi };
export type Me = {
  person: { id: string; name: Bi; initials: Bi };
  entity: EntityRef;
  post: { id: string; title: Bi; kind: string } | null;
  roles: { role: string; scope: string }[];
  language: 'ar' | 'en';
};

export const statuses = [
  'draft',
  'submitted',
  'in-review',
  'changes-requested',
  'approved',
  'scheduled',
  'live',
  'completed',
  'withdrawn',
  'cancelled',
] as const;
export type Status = (typeof statuses)[number];
export const topics = ['awareness', 'services', 'heritage', 'health', 'safety', 'sustainability', 'digital'] as const;
export type Topic = (typeof topics)[number];
export const classes = ['open', 'shared-confidential', 'shared-sensitive', 'shared-secret'] as const;
export const objectiveTypes = ['awareness', 'attitude', 'behaviour', 'operational', 'reputation', 'explain'] as const;
export const stages = ['inputs', 'activities', 'outputs', 'outtakes', 'outcomes', 'impact'] as const;
export type Stage = (typeof stages)[number];
export const channels = ['tv', 'radio', 'outdoor', 'press', 'social', 'web', 'events', 'direct'] as const;
export const phaseKinds = ['teaser', 'launch', 'sustain', 'close'] as const;
export const budgets = ['small', 'medium', 'large'] as const;

export type Rendition = { name?: string; width: number; height: number; url: string; type?: string };
export type CoverPhoto = { assetId: string; alt: Bi; status: 'pending' | 'ready' | 'rejected'; renditions: Rendition[] };

export type Objective = {
  statement: Bi;
  type: (typeof objectiveTypes)[number];
  baseline: number | null;
  target: number | null;
  unit: Bi | null;
  deadline: string | null;
};
export type Audience = {
  segment: Bi;
  size: number | null;
  languages: string[];
  mode: 'include' | 'exclude';
  insight: Bi | null;
  barriers: Bi | null;
};
export type Phase = { kind: (typeof phaseKinds)[number]; from: string; to: string };
export type Kpi = {
  metric: string;
  name: Bi;
  stage: Stage;
  baseline: number | null;
  target: number | null;
  unit: Bi | null;
  actual: number | null;
  asOf: string | null;
};
export type ChangeRequest = {
  id: string;
  field: string;
  note: string;
  by: { id: string; name: Bi | null };
  at: string;
  answer: string | null;
  resolvedAt: string | null;
};

/** What an author may write; everything else on a campaign is the system's. */
export type Editable = {
  title: Bi;
  summary: Bi;
  partnerEntities: EntityRef[];
  classification: (typeof classes)[number];
  embargoUntil: string | null;
  topic: Topic | null;
  objectives: Objective[];
  audiences: Audience[];
  strategy: { proposition: Bi; theoryOfChange: Bi | null };
  implementation: {
    startsOn: string | null;
    endsOn: string | null;
    phases: Phase[];
    channels: string[];
    budgetBand: (typeof budgets)[number] | null;
  };
  kpis: Kpi[];
  cover: CoverPhoto | null;
  launchAt: string | null;
};
export type Campaign = Editable & {
  id: string;
  ref: string;
  version: number;
  status: Status;
  leadEntity: EntityRef;
  review: {
    requests: ChangeRequest[];
    submittedAt: string | null;
    approvedAt: string | null;
    reviewer: { id: string; name: Bi | null } | null;
  } | null;
  createdBy: { id: string; name: Bi | null } | string;
  createdAt: string;
  updatedAt: string;
  launchedAt: string | null;
  completedAt: string | null;
  /** Why it was withdrawn or cancelled. */
  reason: string | null;
  actions: string[];
};
export type Summary = {
  id: string;
  ref: string;
  status: Status;
  title: Bi;
  summary: Bi;
  leadEntity: EntityRef;
  topic: Topic | null;
  startsOn: string | null;
  endsOn: string | null;
  cover: CoverPhoto | null;
  kpiHighlight: Kpi | null;
  launchedAt: string | null;
  submittedAt: string | null;
  updatedAt: string;
  openRequests: number;
  version: number;
  actions: string[];
};
export type Metric = { code: string; name: Bi; stage: Stage; unit?: Bi | null };

export type Photo = {
  id: string;
  status: 'pending' | 'checking' | 'ready' | 'rejected';
  reason?: string | null;
  width: number | null;
  height: number | null;
  alt: Bi | null;
  renditions: Rendition[];
};
export type UploadTicket = {
  id: string;
  status: string;
  upload: { url: string; fields: Record<string, string>; expiresAt: string };
};

export type AgendaItem = {
  id: string;
  order: number;
  title: Bi;
  kind: string;
  plannedMinutes: number;
  presenters: { postId?: string | null; name?: Bi | null }[];
  campaigns: { id: string; title: Bi | null; status: Status | null }[];
  /** A campaign it is about was withdrawn or cancelled. */
  calledOff: boolean;
  visibility: string;
};
export type Meeting = {
  id: string;
  version: number;
  kind: string;
  status: 'draft' | 'announced' | 'agenda-published';
  number: number | null;
  title: Bi;
  hostEntity: EntityRef | string | null;
  venue: { name: Bi; joinUrl: string | null } | null;
  start: string;
  end: string;
  agenda: AgendaItem[];
  actions: string[];
};
export type Person = {
  id: string;
  name: Bi;
  initials: Bi;
  entity: EntityRef;
  post: { id: string; kind: string; title: Bi } | null;
  languages: string[];
  confirmedAt: string | null;
};
export type Page<T> = { items: T[]; next: string | null };

export type HomeScreen = {
  me: Me;
  myDrafts: Summary[];
  deskCount: number | null;
  liveCampaigns: Summary[];
  nextMeeting: Meeting | null;
  notices: { id: string; type?: string; text: Bi; at: string; to?: string }[];
};
export type ForumScreen = Page<Summary> & { facets: { entities: EntityRef[]; topics: Topic[] } };
export type CampaignScreen = { campaign: Campaign; entity?: EntityRef & { sectors?: string[] } };
export type FormScreen = { campaign: Campaign | null; entities: EntityRef[]; metrics: Metric[] };
export type MembersScreen = Page<Person> & { facets?: { entities: EntityRef[] }; entities?: EntityRef[] };
