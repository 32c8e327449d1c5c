/** The acts on entities, posts, rosters and cards, and what of them becomes a file. Apart from what pages read: routes wait for that. */
import { api } from './client';
import type { MemberFilters } from './queries';
import type { components } from './schema';
import { patch, post } from './writes';

type S = components['schemas'];
export type CardChange = S['PersonPatch'];

// ---- acts on a card ----

const person = (id: string) => ({ person_id: id });
export const editCard = (id: string, change: CardChange) => patch('/api/v1/people/{person_id}', person(id), change);
/** Its owner, or who leads communication there, says that it is right today. */
export const confirmCard = (id: string) => editCard(id, { confirmed: true });
export const registerPerson = (made: S['NewPerson']) => post('/api/v1/people', {}, made);
export const reportMistake = (id: string, words: string) => post('/api/v1/people/{person_id}/report', person(id), { words });
export const settleReport = (id: string, reportId: string) => post('/api/v1/people/{person_id}/settle', person(id), { reportId });
export const reopenReport = (id: string, reportId: string) =>
  post('/api/v1/people/{person_id}/reopen-report', person(id), { reportId });
/** A card registered by mistake, that nothing hangs on. */
export const removePerson = (id: string) => post('/api/v1/people/{person_id}/remove', person(id));
/** Restricted fields, shown to who may see them; the owner learns of it. */
export const openCard = (id: string) => post('/api/v1/people/{person_id}/open', person(id));

// ---- acts on posts and rosters ----

const on = (id: string) => ({ post_id: id });
export const createPost = (made: S['NewPost']) => post('/api/v1/posts', {}, made);
export const appoint = (id: string, sent: S['Appointment']) => post('/api/v1/posts/{post_id}/appoint', on(id), sent);
export const vacate = (id: string, sent: S['Handover']) => post('/api/v1/posts/{post_id}/vacate', on(id), sent);
export const setCover = (id: string, to: string | null) => post('/api/v1/posts/{post_id}/cover', on(id), { to });
/** Somebody of another entity is asked; their answer, or that of the secretariat, decides. */
export const propose = (id: string, sent: S['NewProposal']) => post('/api/v1/posts/{post_id}/propose', on(id), sent);
export type OfferAct = S['PendingAppointment']['actions'][number];
export const answerOffer = (id: string, act: OfferAct, proposalId: string) => {
  if (act === 'accept') return post('/api/v1/posts/{post_id}/accept', on(id), { proposalId });
  return act === 'decline'
    ? post('/api/v1/posts/{post_id}/decline', on(id), { proposalId })
    : post('/api/v1/posts/{post_id}/withdraw', on(id), { proposalId });
};
export const editPost = (id: string, change: S['PostPatch']) => patch('/api/v1/posts/{post_id}', on(id), change);
export const closePost = (id: string) => post('/api/v1/posts/{post_id}/close', on(id));
export const reopenPost = (id: string) => post('/api/v1/posts/{post_id}/reopen', on(id));
export const correctTenure = (id: string, sent: S['TenureCorrection']) =>
  post('/api/v1/posts/{post_id}/correct-tenure', on(id), sent);
export const reinstateTenure = (id: string, sent: S['Reinstatement']) =>
  post('/api/v1/posts/{post_id}/reinstate-tenure', on(id), sent);
export const assignDuty = (code: string, sent: S['NewDuty']) => post('/api/v1/rosters/{code}/assign', { code }, sent);
export const releaseDuty = (code: string, dutyId: string) => post('/api/v1/rosters/{code}/release', { code }, { dutyId });

// ---- acts on an entity ----

export const registerEntity = (made: S['NewEntity']) => post('/api/v1/entities', {}, made);
export const editEntity = (code: string, change: S['EntityPatch']) => patch('/api/v1/entities/{code}', { code }, change);
export const mergeEntity = (code: string, into: string) => post('/api/v1/entities/{code}/merge', { code }, { into });
export const dissolveEntity = (code: string) => post('/api/v1/entities/{code}/dissolve', { code });
export const restoreEntity = (code: string, reason: string) => post('/api/v1/entities/{code}/restore', { code }, { reason });

// ---- files ----

export type Format = 'csv' | 'xlsx' | 'vcf';
/** Fetched and not linked to, so that the file speaks the page's language and a fault is shown like every other. */
export const exportPeople = (filters: MemberFilters, format: Format) =>
  file(`directory.${format}`, api.GET('/api/v1/people/export', { params: { query: { ...filters, format } }, parseAs: 'blob' }));
export const vcardOf = (id: string, name: string) =>
  file(`${name}.vcf`, api.GET('/api/v1/people/{person_id}/vcard', { params: { path: { person_id: id } }, parseAs: 'blob' }));

async function file(name: string, call: Promise<{ data?: unknown }>) {
  const { data } = await call;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(data as Blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
