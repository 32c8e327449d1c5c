/** The acts on a card of the directory. */
import { api, body, match } from './client';

/** Its owner says that it is right today. */
export const confirmCard = (id: string, version: number) =>
  body(
    api.PATCH('/api/v1/people/{person_id}', {
      params: { path: { person_id: id }, header: match(version) },
      body: { confirmed: true },
    }),
  );
