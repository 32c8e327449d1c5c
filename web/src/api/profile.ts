/** Where one is signed in, and ending it there. */
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client';
import type { components } from './schema';
import { del } from './writes';

export type Session = components['schemas']['SessionBody'];

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => body(api.GET('/api/v1/sessions')),
  staleTime: 0,
});
export const endSession = (id: string) => del('/api/v1/sessions/{session_id}', { session_id: id });
export const endOtherSessions = () => del('/api/v1/sessions', {});
