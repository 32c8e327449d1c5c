import type { TFunction } from 'i18next';

/** How many there are, counted no further than a hundred. */
type Total = { count: number; more: boolean };

/** "11 of 44 campaigns" while there are more than are shown; `key` names the words of one list. */
export function counted(t: TFunction, key: string, shown: number, more: boolean, total?: Total | null) {
  if (!more) return t(key, { count: shown });
  if (!total) return t(`${key}.more`, { count: shown });
  return total.more ? t(`${key}.of.many`, { shown, n: total.count }) : t(`${key}.of`, { shown, count: total.count });
}
