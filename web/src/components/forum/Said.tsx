import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { calledQuery } from '../../api/forum';
import type { Lang } from '../../lib/dates';
import { mentionsIn, type Called } from '../../lib/mentions';

const Person = ({ id, name, lang }: Called & { lang: Lang }) => (
  <Link to="/$lang/members/$id" params={{ lang, id }} className="font-semibold text-brand underline-offset-4 hover:underline">
    <bdi>@{name}</bdi>
  </Link>
);

/** The words of a comment; whom it mentions leads to their card. A name that changed since stands behind the words. */
export function Said({ text, mentions, lang }: { text: string; mentions: string[]; lang: Lang }) {
  const { t } = useTranslation();
  const { data: people = [] } = useQuery(calledQuery(mentions));
  const called = people.flatMap((one) => (['ar', 'en'] as const).map((l) => ({ id: one.id, name: one.name[l] })));
  const parts = mentionsIn(text, called);
  const elsewhere = people.filter((one) => !parts.some((part) => typeof part !== 'string' && part.id === one.id));
  return (
    <>
      <p dir="auto" className="mt-1 whitespace-pre-line">
        {parts.map((part, i) => (typeof part === 'string' ? part : <Person key={i} {...part} lang={lang} />))}
      </p>
      {elsewhere.length > 0 && (
        <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-muted">
          {t('comments.also')}
          {elsewhere.map((one) => (
            <Person key={one.id} id={one.id} name={one.name[lang]} lang={lang} />
          ))}
        </p>
      )}
    </>
  );
}
