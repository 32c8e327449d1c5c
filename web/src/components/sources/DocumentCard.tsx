import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CalendarClock } from 'lucide-react';
import { entitiesQuery, nameOf, type SourceSummary } from '../../api/sources';
import { day, longDay, num, type Lang } from '../../lib/dates';
import { ClassMark } from '../ClassMark';
import { card, EntityTag } from '../ui';
import { Marked } from './Marked';
import { KindIcon, Parity, VersionState } from './marks';

/** A document on the shelf: its first page, what is in force and since when, and what comes. */
export function DocumentCard({ d, q, lang }: { d: SourceSummary; q?: string; lang: Lang }) {
  const { t } = useTranslation();
  const { data: entities } = useQuery(entitiesQuery);
  const head = d.headline;
  const page = (head?.files.find((f) => f.language === lang && f.firstPage) ?? head?.files.find((f) => f.firstPage))?.firstPage;
  return (
    <article className={`${card} group relative flex min-w-0 gap-4 p-4 transition hover:-translate-y-0.5 hover:shadow-pop`}>
      <div className="grid h-36 w-26 shrink-0 place-items-center self-start overflow-hidden rounded-lg border border-line bg-bg text-brand">
        {page ? (
          <img src={page} alt="" loading="lazy" className="size-full object-cover object-top" />
        ) : (
          <KindIcon kind={d.kind} className="size-10 stroke-1" />
        )}
      </div>
      <div className="flex min-w-0 flex-1 flex-col">
        <p className="flex flex-wrap items-center gap-1.5 text-xs text-muted">
          <KindIcon kind={d.kind} className="size-3.5 shrink-0" />
          {t(`sources.kind.${d.kind}`)}
          <ClassMark of={d} lang={lang} />
        </p>
        <h3 className="mt-1 text-[1.06rem]">
          <Link
            to="/$lang/sources/$id"
            params={{ lang, id: d.id }}
            className="after:absolute after:inset-0 group-hover:text-brand"
          >
            <bdi>
              <Marked text={d.title[lang]} q={q} />
            </bdi>
          </Link>
        </h3>
        {head && (
          <div className="mt-2 flex flex-wrap items-center gap-1.5">
            <VersionState state={head.state} />
            <span className="num text-sm font-semibold">
              <bdi>{head.label}</bdi>
            </span>
            {head.parity !== 'both' && <Parity parity={head.parity} />}
          </div>
        )}
        {head?.effectiveFrom && (
          <p className="num mt-1 text-sm text-muted">
            {t(head.state === 'in-force' ? 'sources.since' : 'sources.from', { day: longDay(day(head.effectiveFrom), lang) })}
          </p>
        )}
        {d.coming && head?.id !== d.coming.id && d.coming.effectiveFrom && (
          <p className="num mt-1 flex items-start gap-1.5 text-sm text-accent">
            <CalendarClock className="mt-1 size-4 shrink-0" aria-hidden />
            {t('sources.coming', { label: d.coming.label, day: longDay(day(d.coming.effectiveFrom), lang) })}
          </p>
        )}
        {d.excerpt && (
          <p className="mt-2 border-s-2 border-accent ps-3 text-sm leading-6 text-muted">
            <span className="num block text-xs">
              {t('sources.found', { text: t(`sources.lang.${d.excerpt.language}`), page: num(d.excerpt.page, lang) })}
            </span>
            <bdi lang={d.excerpt.language}>
              <Marked text={d.excerpt.text} q={q} />
            </bdi>
          </p>
        )}
        <div className="mt-auto pt-3">
          <EntityTag entity={nameOf(entities, d.ownerEntity)} lang={lang} />
        </div>
      </div>
    </article>
  );
}

export const DocumentSkeleton = () => (
  <div className={`${card} flex gap-4 p-4`}>
    <div className="skeleton h-36 w-26 shrink-0" />
    <div className="flex-1 space-y-3">
      <div className="skeleton h-4 w-24" />
      <div className="skeleton h-6 w-full" />
      <div className="skeleton h-5 w-32" />
      <div className="skeleton h-5 w-2/3" />
    </div>
  </div>
);
