import { forgetAll } from '../lib/kept';
import { newKey, sessionEnded } from './client';
import { forgetKeys } from './keys';
import { queryClient, sessionQuery } from './queries';
import type { Me } from './types';
import { forgetVersions } from './versions';
import { del, perform, post } from './writes';

export async function signIn(email: string, password: string): Promise<Me> {
  // A key of its own: the words of this write are kept nowhere.
  const me = await perform(post('/api/v1/session', {}, { email, password }), { key: newKey() });
  const before = queryClient.getQueryData(sessionQuery.queryKey);
  if (before && before.person.id !== me.person.id) forgetEverything();
  queryClient.setQueryData(sessionQuery.queryKey, me);
  sessionEnded.set(false);
  void queryClient.invalidateQueries({ queryKey: ['screen'] });
  return me;
}

export async function signOut() {
  await perform(del('/api/v1/session', {}));
  forgetEverything();
}

/** Whoever signs in next in this tab finds nothing of what was read or typed. */
function forgetEverything() {
  queryClient.clear();
  forgetAll();
  forgetVersions();
  forgetKeys();
}

/** The secretariat reviews for the whole network; an entity's people write. The server decides again, every time. */
export const reviews = (me: Me | undefined) =>
  !!me?.roles.some((r) => r.scope === 'network' && (r.role === 'reviewer' || r.role === 'secretariat-editor'));
export const writes = (me: Me | undefined) =>
  !!me?.roles.some((r) => r.scope !== 'network' && (r.role === 'entity-director' || r.role === 'entity-editor'));
/** The secretariat keeps the list of entities; who directs an entity keeps its posts and people too. */
export const keepsEntities = (me: Me | undefined) =>
  !!me?.roles.some((r) => r.scope === 'network' && (r.role === 'network-admin' || r.role === 'secretariat-editor'));
/** The entities whose people somebody may register: `undefined` stands for all. */
export const directs = (me: Me | undefined) =>
  keepsEntities(me) ? undefined : (me?.roles.filter((r) => r.role === 'entity-director').map((r) => r.scope) ?? []);
export const edits = (me: Me | undefined) =>
  writes(me) || !!me?.roles.some((r) => r.scope === 'network' && r.role === 'secretariat-editor');
