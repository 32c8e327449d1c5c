/** The acts of the Meetings gate. Each is one request; what the page shows is asked for anew. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, match, newKey } from './client';
import { queryClient } from './queries';
import type { components } from './schema';
import type { Bi } from '../lib/text';
import type { AgendaItem, MeetingKind, Whole } from './types';
import { send as post, settledFile, type Step } from './uploads';

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

/** `path` is below /meetings, or another resource of the gate; `said` names what is told when it is done. */
export type Act = { path: string; said: string; method?: 'POST' | 'PATCH' | 'DELETE'; version?: number; body?: object };

export async function send(act: Act, key: string): Promise<unknown> {
  const init = {
    params: { header: { ...(act.version === undefined ? {} : match(act.version)), 'Idempotency-Key': key } },
    body: act.body,
  };
  const call = api[act.method ?? 'POST'] as (path: string, init: object) => Promise<{ data?: unknown }>;
  const { data } = await call(`/api/v1${act.path}`, init);
  await queryClient.invalidateQueries({ queryKey: ['screen'] });
  return data;
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
export const proposalsQuery = queryOptions({
  queryKey: ['screen', 'proposals'],
  queryFn: () => body(api.GET('/api/v1/agenda-proposals')),
});
export const entityPostsQuery = (code: string) =>
  queryOptions({
    queryKey: ['entity-posts', code],
    queryFn: () => body(api.GET('/api/v1/entities/{code}', { params: { path: { code } } })),
    enabled: code !== '',
  });
export const paperAddress = async (meeting: string, paper: string) =>
  (await body(api.GET('/api/v1/screens/paper/{meeting}/{paper}', { params: { path: { meeting, paper } } }))).url;
export const beginFeed = async () => (await body(api.POST('/api/v1/calendar-feeds'))).path;

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
/** A private paper's way: straight to the object store, then its check. Nobody gets it but through the agenda. */
export async function uploadPaper(file: File, told: (step: Step) => void) {
  const never = new AbortController().signal;
  told({ at: 'sending', share: 0 });
  const wish = { fileName: file.name, contentType: file.type, size: file.size, purpose: 'document' as const };
  const ticket = await body(api.POST('/api/v1/assets', { body: wish, params: { header: { 'Idempotency-Key': newKey() } } }));
  if (ticket.upload) await post(ticket.upload, file, (share) => told({ at: 'sending', share }), never);
  told({ at: 'checking' });
  await api.POST('/api/v1/assets/{asset_id}/uploaded', { params: { path: { asset_id: ticket.id } } });
  return settledFile(ticket.id, never);
}
