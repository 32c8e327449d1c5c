import type { AgendaItem, Meeting } from '../api/types';
import type { Lang } from './dates';

/** When each item begins: the meeting's start and the minutes planned before it. */
export function startsOf(meeting: Pick<Meeting, 'start' | 'agenda'>) {
  let at = Date.parse(meeting.start);
  return [...meeting.agenda]
    .sort((a, b) => a.order - b.order)
    .map((item) => {
      const begins = new Date(at);
      at += item.plannedMinutes * 60_000;
      return { item, at: begins };
    });
}

type Placed = Pick<AgendaItem, 'id' | 'parent' | 'kind'>;

/** The ids in the order in which an item stands one place further up (-1) or down (1) among its own kind: items among items with
 *  their parts behind them, parts among the parts of one item. Null where there is no such place; what was carried over stays first. */
export function moved(agenda: readonly Placed[], id: string, by: -1 | 1): string[] | null {
  const item = agenda.find((one) => one.id === id);
  const beside = agenda.filter((one) => one.parent === item?.parent && one.kind !== 'carry-over');
  const place = beside.findIndex((one) => one.id === id);
  const other = beside[place + by];
  if (!item || place < 0 || !other) return null;
  const swapped = new Map([
    [id, other.id],
    [other.id, id],
  ]);
  const parts = (whole: string) => agenda.filter((one) => one.parent === whole).map((one) => one.id);
  if (item.parent) return agenda.map((one) => swapped.get(one.id) ?? one.id);
  return agenda.filter((one) => !one.parent).flatMap((one) => ((to) => [to, ...parts(to)])(swapped.get(one.id) ?? one.id));
}

/** What a presenter is called: a guest by name, the holder of a post by its title and entity. */
export const nameOf = (one: AgendaItem['presenters'][number], lang: Lang) =>
  one.name?.[lang] || [one.post?.title[lang], one.entity?.name[lang]].filter(Boolean).join(lang === 'ar' ? '، ' : ', ');
