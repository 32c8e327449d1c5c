/** The acts of the Meetings gate. Each is one request; what the page shows is asked for anew. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from './client';
import type { components } from './schema';
import type { Bi } from '../lib/text';
import type { AgendaItem, Meeting, MeetingKind, Whole } from './types';
import { del, patch, post } from './writes';

type S = components['schemas'];
export type MeetingScreen = Whole<S['MeetingScreen']>;
export type Seat = Whole<S['MeetingSeatBody']>;
export type Action = Whole<S['ActionBody']>;
export type Decision = Whole<S['DecisionBody']>;
export type Outcomes = Whole<S['Outcomes']>;
export type Minutes = Whole<S['MinutesBody']>;
export type Pack = Whole<S['PackBody']>;
export type Paper = Whole<S['PaperBody']>;
export type Series = Whole<S['SeriesBody']>;
export type Proposal = Whole<S['ProposalBody']>;
export type Attendance = Whole<S['AttendanceView']>;
export type Presenter = AgendaItem['presenters'][number];

type Body<Name extends keyof S> = S[Name];
const at = (id: string) => ({ meeting_id: id });

// ---- acts, to be sent ----

export const createMeeting = (given: object) => post('/api/v1/meetings', {}, given as Body<'NewMeeting'>);
export const editMeeting = (id: string, changes: object) => patch('/api/v1/meetings/{meeting_id}', at(id), changes);
export const createSeries = (given: object) => post('/api/v1/meeting-series', {}, given as Body<'NewSeries'>);
/** A step of a meeting's life, named as the command. */
export const meetingAct = (id: string, verb: string, given?: object) =>
  post(`/api/v1/meetings/{meeting_id}/${verb}` as '/api/v1/meetings/{meeting_id}/postpone', at(id), given as Body<'Reason'>);
export const correctMeeting = (id: string, given: Body<'MeetingCorrection'>) =>
  post('/api/v1/meetings/{meeting_id}/correct', at(id), given);
export const deleteMeeting = (id: string) => del('/api/v1/meetings/{meeting_id}', at(id));
export const addAgendaItem = (id: string, given: object) =>
  post('/api/v1/meetings/{meeting_id}/agenda-items', at(id), given as Body<'NewAgendaItem'>);
const item = (id: string, item_id: string) => ({ ...at(id), item_id });
export const editAgendaItem = (id: string, one: string, changes: object) =>
  patch('/api/v1/meetings/{meeting_id}/agenda-items/{item_id}', item(id, one), changes);
export const dropAgendaItem = (id: string, one: string) =>
  del('/api/v1/meetings/{meeting_id}/agenda-items/{item_id}', item(id, one));
export const reorderAgenda = (id: string, items: string[]) =>
  post('/api/v1/meetings/{meeting_id}/reorder-agenda', at(id), { items });
export const writeMinutes = (id: string, one: string, words: { ar?: string; en?: string }) =>
  patch('/api/v1/meetings/{meeting_id}/minutes', at(id), { texts: { [one]: words } });
export const addAction = (id: string, given: object) =>
  post('/api/v1/meetings/{meeting_id}/action-items', at(id), given as Body<'NewAction'>);
export const addDecision = (id: string, given: object) =>
  post('/api/v1/meetings/{meeting_id}/decisions', at(id), given as Body<'NewDecision'>);
export const actionAct = (id: string, verb: string, given?: object) =>
  post(
    `/api/v1/action-items/{outcome_id}/${verb}` as '/api/v1/action-items/{outcome_id}/finish',
    { outcome_id: id },
    given as Body<'Finished'>,
  );
export const decisionAct = (id: string, verb: string, given: object) =>
  post(
    `/api/v1/decisions/{outcome_id}/${verb}` as '/api/v1/decisions/{outcome_id}/rescind',
    { outcome_id: id },
    given as Body<'Reasoned'>,
  );
export const seatAct = (seat: Seat, verb: string, given: object) =>
  post(
    `/api/v1/meetings/{meeting_id}/seats/{entity}/${verb}` as '/api/v1/meetings/{meeting_id}/seats/{entity}/answer',
    { ...at(seat.meetingId), entity: seat.entity.code },
    given as Body<'NewAnswer'>,
  );
export const setProposalAside = (id: string, reason: Body<'Reason'>['reason']) =>
  post('/api/v1/agenda-proposals/{proposal_id}/set-aside', { proposal_id: id }, { reason });
export const takeUpProposal = (id: string) => post('/api/v1/agenda-proposals/{proposal_id}/take-up', { proposal_id: id });
export const beginFeed = () => post('/api/v1/calendar-feeds', {});

/** A meeting with the words of its minutes: what circulating and approving them rests on. */
export type WithMinutes = Meeting & { texts: Minutes['texts'] };
export async function readWithMinutes(id: string): Promise<WithMinutes> {
  const path = { params: { path: at(id) } };
  const [meeting, minutes] = await Promise.all([
    body(api.GET('/api/v1/meetings/{meeting_id}', path)),
    body(api.GET('/api/v1/meetings/{meeting_id}/minutes', path)),
  ]);
  return { ...meeting, texts: minutes.texts };
}

export type MeetingFilters = { kind?: MeetingKind[]; series?: string };
export const meetingsQuery = (filters: MeetingFilters) =>
  infiniteQueryOptions({
    queryKey: ['screen', 'meetings', filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/screens/meetings', { params: { query: { ...filters, cursor: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
export const delegatesQuery = (meeting: string, entity: string) =>
  queryOptions({
    queryKey: ['delegates', meeting, entity],
    queryFn: () =>
      body(
        api.GET('/api/v1/meetings/{meeting_id}/seats/{entity}/delegates', {
          params: { path: { meeting_id: meeting, entity } },
        }),
      ),
  });
export const proposalsQuery = (declined: boolean) =>
  queryOptions({
    queryKey: ['screen', 'proposals', declined],
    queryFn: () => body(api.GET('/api/v1/agenda-proposals', { params: { query: { declined } } })),
  });
export const entityPostsQuery = (code: string) =>
  queryOptions({
    queryKey: ['entity-posts', code],
    queryFn: () => body(api.GET('/api/v1/entities/{code}', { params: { path: { code } } })),
    enabled: code !== '',
  });
export const paperAddress = async (meeting: string, paper: string) =>
  (await body(api.GET('/api/v1/screens/paper/{meeting}/{paper}', { params: { path: { meeting, paper } } }))).url;

export const seriesQuery = queryOptions({
  queryKey: ['screen', 'series'],
  queryFn: () => body(api.GET('/api/v1/meeting-series')),
});
/** The minutes as they were circulated then. */
export const minutesQuery = (meeting: string, revision: number) =>
  queryOptions({
    queryKey: ['screen', 'minutes', meeting, revision],
    queryFn: (): Promise<Minutes> =>
      body(api.GET('/api/v1/meetings/{meeting_id}/minutes', { params: { path: { meeting_id: meeting }, query: { revision } } })),
    enabled: revision > 0,
  });
/** From a day to a day in Dubai, both included. */
export const attendanceQuery = (since: string, until: string) =>
  queryOptions({
    queryKey: ['screen', 'attendance', since, until],
    queryFn: (): Promise<Attendance> => body(api.GET('/api/v1/attendance', { params: { query: { since, until } } })),
  });

export type Choosable = { id: string; label: Bi; detail?: string };
/** What is in force or about to be, as papers: one line for each document. */
export const sourcesToCite = async (q: string): Promise<(Choosable & { document: string })[]> => {
  const found = await body(api.GET('/api/v1/documents', { params: { query: { q, limit: 8 } } }));
  return found.items.flatMap((one) =>
    [one.headline, one.coming].flatMap((version) =>
      version ? [{ id: version.id, document: one.id, label: one.title, detail: version.label }] : [],
    ),
  );
};
export const campaignsToLink = async (q: string): Promise<Choosable[]> =>
  (await body(api.GET('/api/v1/campaigns', { params: { query: { q, limit: 8 } } }))).items.map((one) => ({
    id: one.id,
    label: one.title,
    detail: one.ref,
  }));

export const PAPER_TYPES =
  '.pdf,.zip,.docx,.pptx,.xlsx,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document';
