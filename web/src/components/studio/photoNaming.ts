import { useTranslation } from 'react-i18next';
import { split } from '../../lib/pointer';
import type { OwnNaming } from '../../lib/naming';
import type { Lang } from '../../lib/dates';
import type { Bi } from '../../lib/text';

/** Fields whose word is another than their name. */
const spoken: Record<string, string> = {
  captured: 'taken',
  capturedAt: 'taken',
  digitalSource: 'source',
  modelRelease: 'model',
};
type Person = { personKey: string; name?: Bi };

/** How the fields of a photo are called, in its form and in its corrections, and how people and occasions read. */
export function usePhotoNaming(
  lang: Lang,
  of: { person?: (key: string) => string | undefined; occasion?: (id: unknown) => string | undefined } = {},
): OwnNaming {
  const { t } = useTranslation();
  return {
    name: (pointer) => {
      const parts = split(pointer);
      const tongue = parts.at(-1);
      const inOne = tongue === 'ar' || tongue === 'en';
      const field = (inOne ? parts.at(-2) : parts[0] === 'rights' ? parts.at(-1) : parts[0]) ?? '';
      const said = t(`studio.${spoken[field] ?? field}`);
      return inOne ? `${said} (${t(`language.${tongue}`)})` : said;
    },
    show: (pointer, value) => {
      if (pointer === '/occasion') return of.occasion?.(value);
      if (pointer !== '/persons' || !Array.isArray(value)) return undefined;
      return value.map((one: Person) => of.person?.(one.personKey) ?? one.name?.[lang] ?? one.personKey).join(' · ');
    },
  };
}
