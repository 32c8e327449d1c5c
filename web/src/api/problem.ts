import i18n from '../i18n';

export type FieldFault = { pointer: string; code: string; detail: string };

/** What went wrong, in the reader's words: the gateway's problem document, or the lack of any answer (status 0). */
export class Problem extends Error {
  status: number;
  title: string;
  detail: string;
  name = 'Problem';
  type: string;
  requestId: string | null;
  retryAfter: number | null;
  errors: FieldFault[];

  constructor(status: number, body: Record<string, unknown>, retryAfter: number | null = null, requestId: string | null = null) {
    const title = typeof body.title === 'string' ? body.title : i18n.t(status === 0 ? 'fail.offline' : 'fail.title');
    super(title);
    this.status = status;
    this.title = title;
    this.detail = typeof body.detail === 'string' ? body.detail : i18n.t(status === 0 ? 'fail.offline.body' : 'fail.body');
    this.type = typeof body.type === 'string' ? body.type : '';
    this.requestId = typeof body.requestId === 'string' ? body.requestId : requestId;
    this.retryAfter = retryAfter;
    this.errors = Array.isArray(body.errors) ? (body.errors as FieldFault[]) : [];
  }

  static async from(response: Response) {
    const body = await response.json().catch(() => ({}));
    return new Problem(response.status, body ?? {}, seconds(response), response.headers.get('X-Request-Id'));
  }
}

/** Retry-After in seconds; it may also be a date. */
export function seconds(response: Response): number | null {
  const said = response.headers.get('Retry-After');
  if (!said) return null;
  const n = Number(said);
  return Number.isFinite(n) ? n : Math.max(0, (Date.parse(said) - Date.now()) / 1000);
}

export const asProblem = (error: unknown) =>
  error instanceof Problem ? error : new Problem(error instanceof TypeError ? 0 : 500, {});
/**
 * Nobody knows whether it was done: no answer came, or one from on the way, or the first of two is still at it. An abort is none of
 * the server's answers either.
 */
export const isUndecided = (error: unknown) => {
  const { status, retryAfter } = asProblem(error);
  return status === 0 || status >= 500 || (status === 409 && retryAfter !== null);
};
/** Worth asking again by itself: the fault is of the moment and nothing was decided. */
export const isPassing = (error: unknown) => [0, 429, 502, 503, 504].includes(asProblem(error).status);
