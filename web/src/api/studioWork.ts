/** The Studio's work: a photo, the desk, acts on a photo, the register, terms, downloads and links. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from './client';
import { Problem } from './problem';
import type { components } from './schema';
import type { Changes, Desk, PhotoState, Size, Terms } from './studio';
import type { Me, Whole } from './types';
import { del, patch, post } from './writes';

type S = components['schemas'];
export const sizes = ['web', 'press', 'original'] as const satisfies Size[];
/** What one desk shows: the Studio's words, the review, the release, what is out, what was taken back. */
export const desks = {
  words: ['ingested', 'captioned'],
  review: ['in-review'],
  release: ['cleared', 'embargoed'],
  out: ['released'],
  gone: ['withdrawn', 'superseded'],
} as const satisfies Record<Desk, PhotoState[]>;

export const photoQuery = (number: string) =>
  queryOptions({
    queryKey: ['screen', 'official-photo', number],
    queryFn: () => body(api.GET('/api/v1/screens/official-photo/{id}', { params: { path: { id: number } } })),
  });
export const deskQuery = (desk: Desk) =>
  infiniteQueryOptions({
    queryKey: ['screen', 'studio-desk', desk],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/official-photos/desk', {
          params: { query: { state: [...desks[desk]], limit: 24, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
export const pickedQuery = (numbers: string[]) =>
  queryOptions({
    queryKey: ['screen', 'picked', numbers],
    queryFn: () => body(api.GET('/api/v1/official-photos', { params: { query: { numbers: numbers.join(',') } } })),
    enabled: numbers.length > 0,
    staleTime: 120_000,
    placeholderData: (before) => before,
  });
export const termsQuery = queryOptions({
  queryKey: ['screen', 'photo-terms'],
  queryFn: (): Promise<Terms> => body(api.GET('/api/v1/photo-terms')),
});
export const sharedQuery = (secret: string) =>
  queryOptions({
    queryKey: ['shared', secret],
    queryFn: () => body(api.GET('/api/v1/screens/shared-photo/{id}', { params: { path: { id: secret } } })),
  });
export const personsQuery = queryOptions({
  queryKey: ['screen', 'photo-people'],
  queryFn: () => body(api.GET('/api/v1/photo-people')),
});
export const occasionsQuery = queryOptions({
  queryKey: ['screen', 'photo-occasions'],
  queryFn: () => body(api.GET('/api/v1/photo-occasions', { params: { query: { limit: 100 } } })),
});

export const occasionPages = infiniteQueryOptions({
  queryKey: ['screen', 'photo-occasions', 'pages'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => body(api.GET('/api/v1/photo-occasions', { params: { query: { limit: 30, cursor: pageParam } } })),
  getNextPageParam: (last) => last.next ?? undefined,
});

export const editPhoto = (number: string, changes: Changes) =>
  patch('/api/v1/official-photos/{number}', { number }, changes as S['DetailsBody']);

export const correctPhoto = (number: string, changes: Changes, reason: string) =>
  post('/api/v1/official-photos/{number}/correct', { number }, { ...changes, reason } as S['PhotoCorrection']);

export type Verb =
  | 'submit'
  | 'recall'
  | 'send-back'
  | 'discard'
  | 'clear'
  | 'embargo'
  | 'lift-embargo'
  | 'propose-release'
  | 'sign-release'
  | 'withdraw'
  | 'supersede'
  | 'restore';

/** A change of state, named as the command. */
export const actOn = (number: string, verb: Verb, given?: object) =>
  post(
    `/api/v1/official-photos/{number}/${verb}` as '/api/v1/official-photos/{number}/withdraw',
    { number },
    given as S['WhyBody'],
  );

export const acceptTerms = () => post('/api/v1/photo-terms/accept', {});
export const fileOf = (number: string, size: Size) => post('/api/v1/official-photos/{number}/download', { number }, { size });
export const linkTo = (number: string, size: Size, hours: number) =>
  post('/api/v1/official-photos/{number}/links', { number }, { size, hours });
export const linksQuery = infiniteQueryOptions({
  queryKey: ['screen', 'photo-links'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => body(api.GET('/api/v1/photo-links', { params: { query: { limit: 30, cursor: pageParam } } })),
  getNextPageParam: (last) => last.next ?? undefined,
});
export const endLink = (id: string) => post('/api/v1/photo-links/{link_id}/end', { link_id: id });

export type RegisteredPerson = Whole<S['RegisteredPersonBody']>;
export const enterPerson = (written: S['MediaNewPerson']) => post('/api/v1/photo-people', {}, written);
/** A person is written whole. */
export const rewritePerson = (key: string, written: S['PersonWritten']) => patch('/api/v1/photo-people/{key}', { key }, written);
/** A person as the register has it now; it is read with the others. */
export async function readPerson(key: string): Promise<RegisteredPerson> {
  const found = (await body(api.GET('/api/v1/photo-people'))).items.find((one) => one.key === key);
  if (!found) throw new Problem(404, {});
  return found;
}
export type Occasion = Whole<S['OccasionBody']>;
export const enterOccasion = (written: S['NewOccasion']) => post('/api/v1/photo-occasions', {}, written);

export const amendOccasion = (id: string, changes: Omit<S['OccasionCorrection'], 'reason'>, reason: string) =>
  post('/api/v1/photo-occasions/{occasion_id}/amend', { occasion_id: id }, { ...changes, reason });
export const removeOccasion = (id: string) => del('/api/v1/photo-occasions/{occasion_id}', { occasion_id: id });

export const archiveOf = (numbers: string[], size: Size) =>
  `/api/v1/photo-archive/stream?numbers=${numbers.map(encodeURIComponent).join(',')}&size=${size}`;
/** Lets the browser take a file of another place without leaving the page. */
export function fetchFile(url: string) {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}

const roles = ['studio-officer', 'studio-releaser', 'reviewer', 'secretariat-editor', 'network-admin'];
/** Who works in the Studio; the server decides again, every time. */
export const inStudio = (me: Me | undefined) =>
  !!me?.roles.some((r) => (r.scope === 'network' ? roles.includes(r.role) : r.role === 'studio-officer'));
/** The desk of one's own work: a releaser signs, a reviewer reviews, an officer writes. */
export function deskOf(me: Me | undefined): Desk {
  const has = (role: string) => !!me?.roles.some((r) => r.role === role);
  if (has('studio-officer')) return 'words';
  return has('studio-releaser') ? 'release' : 'review';
}
/** Who writes persons and occasions. */
export const keepsRegister = (me: Me | undefined) =>
  !!me?.roles.some((r) => r.scope === 'network' && (r.role === 'studio-officer' || r.role === 'secretariat-editor'));
export const uploadsToStudio = (me: Me | undefined) => !!me?.roles.some((r) => r.role === 'studio-officer');
