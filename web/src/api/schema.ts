/** The paths this client calls, by hand until contracts/openapi/shabaka.json is generated; then `npm run types` replaces this file. */
import type * as T from './types';

type Answer<R, S extends number = 200> = { responses: { [K in S]: { content: { 'application/json': R } } } };
type In<Path> = Path extends undefined ? { path?: never } : { path: Path };
type Read<R, Path = undefined, Query = undefined> = {
  get: { parameters: In<Path> & { query?: Query } } & Answer<R>;
};
type Headers = { 'Idempotency-Key'?: string; 'If-Match'?: string };
type Act<Body, R, Path = undefined, S extends number = 200> = {
  post: {
    parameters: In<Path> & { header?: Headers };
    requestBody?: { content: { 'application/json': Body } };
  } & Answer<R, S>;
};
type Id = { id: string };
type Verb<Body = undefined> = Act<Body, T.Campaign, Id>;
type Filters = { q?: string; status?: string; entity?: string; topic?: string; mine?: boolean; sort?: string; limit?: number; cursor?: string };

export interface paths {
  '/api/v1/session': Read<T.Me> &
    Act<{ email: string; password: string }, T.Me> & { delete: { parameters: object; responses: { 204: { content?: never } } } };
  '/api/v1/screens/home': Read<T.HomeScreen>;
  '/api/v1/screens/forum': Read<T.ForumScreen, undefined, Filters>;
  '/api/v1/screens/review': Read<T.Page<T.Summary>>;
  '/api/v1/screens/campaign/{id}': Read<T.CampaignScreen, Id>;
  '/api/v1/screens/campaign-form/{id}': Read<T.FormScreen, Id>;
  '/api/v1/screens/members': Read<T.MembersScreen, undefined, Filters>;
  '/api/v1/screens/meetings': Read<T.Page<T.Meeting>>;
  '/api/v1/screens/meeting/{id}': Read<{ meeting: T.Meeting }, Id>;
  '/api/v1/campaigns': Act<{ title: T.Campaign['title'] }, T.Campaign, undefined, 201>;
  '/api/v1/campaigns/{id}': {
    patch: {
      parameters: { path: Id; header: { 'If-Match': string } };
      requestBody: { content: { 'application/json': object } };
    } & Answer<T.Campaign>;
    get: { parameters: { path: Id } } & Answer<T.Campaign>;
  };
  '/api/v1/campaigns/{id}/submit': Verb;
  '/api/v1/campaigns/{id}/start-review': Verb;
  '/api/v1/campaigns/{id}/request-changes': Verb<{ requests: { field: string; note: string }[] }>;
  '/api/v1/campaigns/{id}/approve': Verb;
  '/api/v1/campaigns/{id}/schedule': Verb<{ launchAt: string }>;
  '/api/v1/campaigns/{id}/launch': Verb;
  '/api/v1/campaigns/{id}/complete': Verb;
  '/api/v1/campaigns/{id}/withdraw': Verb<{ reason: string }>;
  '/api/v1/campaigns/{id}/cancel': Verb<{ reason: string }>;
  '/api/v1/photos': Act<{ fileName: string; contentType: string; size: number; purpose: string }, T.UploadTicket, undefined, 201>;
  '/api/v1/photos/{id}': Read<T.Photo, Id>;
  '/api/v1/photos/{id}/uploaded': Act<undefined, { status: string }, Id, 202>;
}
