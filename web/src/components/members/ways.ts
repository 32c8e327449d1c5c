import type { Way } from '../../api/types';

export type SeenBy = 'network' | 'entity' | 'secretariat' | 'self';
/** How to reach somebody, and who sees it besides the owner, as the service declares it. */
export const ways: Record<Way, { kind: 'email' | 'tel'; seenBy: SeenBy }> = {
  email: { kind: 'email', seenBy: 'network' },
  officePhone: { kind: 'tel', seenBy: 'network' },
  mobile: { kind: 'tel', seenBy: 'entity' },
  dutyPhone: { kind: 'tel', seenBy: 'secretariat' },
  privateEmail: { kind: 'email', seenBy: 'self' },
};
export const wayNames = Object.keys(ways) as Way[];
