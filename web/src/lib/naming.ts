import { useTranslation } from 'react-i18next';
import type { Naming } from './conflicts';
import { day, fromWallClock, longDay, moment, num, type Lang } from './dates';
import { useLang } from './lang';
import { nameOf, numberOf, split } from './pointer';

/** What a form or an act knows better of its own fields. */
export type OwnNaming = {
  name?: (pointer: string) => string | undefined;
  show?: (pointer: string, value: unknown) => string | undefined;
};

/** Where the catalogues say how a record stands. */
const standings = ['status.', 'meeting.status.', 'action.', 'decision.', 'sources.state.', 'studio.state.', 'kits.state.'];

/** A day or an instant as one reads it; any other text as it stands. */
function readable(text: string, lang: Lang): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return longDay(day(text), lang);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return moment(fromWallClock(text), lang);
  return /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(text) ? moment(text, lang) : text;
}

/** How fields and values read where nothing better is said: words of the catalogue, days as days, lists by their names. */
export function useNaming(own?: OwnNaming): Naming {
  const lang = useLang();
  const { t, i18n } = useTranslation();
  const show = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return '';
    if (typeof value === 'boolean') return t(value ? 'conflict.yes' : 'conflict.no');
    if (Array.isArray(value)) return value.map(show).filter(Boolean).join(' · ');
    if (typeof value === 'number') return num(value, lang);
    if (typeof value !== 'object') return readable(String(value), lang);
    const two = value as Record<string, unknown>;
    if ('ar' in two || 'en' in two) return show(two[lang]) || show(two.ar) || show(two.en);
    const named = two.title ?? two.name ?? two.text ?? two.statement;
    return named ? show(named) : Object.values(two).map(show).filter(Boolean).join(' · ');
  };
  return {
    name: (pointer) => {
      const said = own?.name?.(pointer);
      if (said) return said;
      const exact = `field.${nameOf(pointer)}`;
      const row = `row.${split(pointer)[0]}`;
      const n = numberOf(pointer);
      if (i18n.exists(exact)) return n !== undefined && i18n.exists(row) ? `${t(row, { n })}: ${t(exact)}` : t(exact);
      const [first = '', ...rest] = split(pointer);
      const key = `conflict.field.${first}`;
      const words = t(i18n.exists(key) ? key : 'conflict.field');
      const tongue = rest.at(-1);
      return tongue === 'ar' || tongue === 'en' ? `${words} (${t(`language.${tongue}`)})` : words;
    },
    show: (pointer, value) => {
      const said = own?.show?.(pointer, value);
      if (said !== undefined) return said;
      const stand =
        /\/(?:status|state)$/.test(pointer) && standings.map((one) => `${one}${String(value)}`).find((key) => i18n.exists(key));
      return stand ? t(stand) : show(value);
    },
  };
}

/** What a record is called: its title, its name, or the post or entity that it stands for. */
export function calledOf(naming: Naming, record: unknown): string | undefined {
  const { title, name, headline, entity } = (record ?? {}) as Record<string, unknown>;
  const found = title ?? name ?? headline ?? (entity as { name?: unknown } | undefined)?.name;
  return found ? naming.show('', found) || undefined : undefined;
}

/** The name of the field that a pointer lies in, with its language, from a form's own list of words; undefined where it has none. */
export const namedField = (t: (key: string) => string, names: Record<string, string>, pointer: string) => {
  const parts = split(pointer);
  const key = names[parts[0] ?? ''];
  const tongue = parts.length > 1 ? parts.at(-1) : undefined;
  return key && (tongue === 'ar' || tongue === 'en' ? `${t(key)} (${t(`language.${tongue}`)})` : t(key));
};
