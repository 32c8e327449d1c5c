/** What an address asks of the lists of the Members gate; whatever else it says is not heard. */
import type { EntityFilters } from './api/members';
import type { MemberFilters } from './api/queries';
import { entityKinds, expertises, postKinds } from './api/types';
import { oneOf, text } from './frame';

type Said = Record<string, unknown>;

export const askedOfMembers = (s: Said): MemberFilters & { view?: 'cards' } => ({
  q: text(s.q),
  entity: text(s.entity),
  sector: text(s.sector),
  post: oneOf(...postKinds)(s.post),
  speaks: text(s.speaks),
  expertise: oneOf(...expertises)(s.expertise),
  confirmed: typeof s.confirmed === 'boolean' ? s.confirmed : undefined,
  view: oneOf('cards')(s.view),
});
export const askedOfEntities = (s: Said): EntityFilters => ({
  q: text(s.q),
  entityKind: oneOf(...entityKinds)(s.entityKind),
  standing: oneOf('active', 'merged', 'dissolved')(s.standing),
  sector: text(s.sector),
});
