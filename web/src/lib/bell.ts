import type { Notice } from '../api/bell';
import { dayOf } from './dates';

const places = {
  campaign: 'forum',
  meeting: 'meetings',
  document: 'sources',
  kit: 'kits',
  photo: 'studio',
  entity: 'entities',
  subscription: 'subscriptions',
};
/** Where a notice leads; what ended leads to its gate. */
export const addressOf = (one: Notice, lang: string) =>
  one.kind && one.record ? `/${lang}/${places[one.kind]}/${encodeURIComponent(one.record)}` : `/${lang}/${one.gate}`;

export type Run = { key: string; notices: Notice[] };
/** Many of one kind in a row become one line: forty released photos are one piece of news. */
export function runsOf(notices: Notice[], from = 4): Run[] {
  const runs: Run[] = [];
  for (const one of notices) {
    const last = runs.at(-1);
    if (last && last.notices[0]!.type === one.type && dayOf(last.notices[0]!.at) === dayOf(one.at)) last.notices.push(one);
    else runs.push({ key: one.id, notices: [one] });
  }
  return runs.flatMap((run) => (run.notices.length < from ? run.notices.map((one) => ({ key: one.id, notices: [one] })) : [run]));
}
