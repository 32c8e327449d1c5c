import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Check, Link2, Target } from 'lucide-react';
import type { Kpi, Summary } from '../api/types';
import { compact, range, type Lang } from '../lib/dates';
import { useCopied } from '../lib/text';
import { ClassMark } from './ClassMark';
import { Cover } from './Cover';
import { StateBadge } from './StateBadge';
import { EntityTag } from './ui';

/** The one figure a campaign is known by: what it aims at, or what came of it. */
function Highlight({ kpi, lang }: { kpi: Kpi; lang: Lang }) {
  const { t } = useTranslation();
  const value = kpi.actual ?? kpi.target;
  if (value === null) return null;
  return (
    <p className="num mt-3 flex items-center gap-2 rounded-xl bg-bg px-3 py-2 text-sm">
      <Target className="size-4 shrink-0 text-brand" aria-hidden />
      <span className="truncate text-muted">{kpi.name[lang]}</span>
      <span className="ms-auto shrink-0 font-semibold">
        {t(kpi.actual === null ? 'card.target' : 'card.actual', { n: compact(value, lang) })}
        {kpi.unit && (
          <span className="font-normal text-muted">
            {' '}
            <bdi>{kpi.unit[lang]}</bdi>
          </span>
        )}
      </span>
    </p>
  );
}

function Share({ c, lang }: { c: Summary; lang: Lang }) {
  const { t } = useTranslation();
  const [copied, copy] = useCopied();
  const Icon = copied ? Check : Link2;
  return (
    <Button
      aria-label={`${t(copied ? 'copied' : 'card.share')}: ${c.title[lang]}`}
      onPress={() => copy(`${location.origin}/${lang}/forum/${c.id}`)}
      className="no-print relative z-10 ms-auto -me-2 grid size-9 shrink-0 cursor-pointer place-items-center rounded-lg text-muted hover:bg-brand-soft hover:text-brand"
    >
      <Icon className="size-4.5" aria-hidden />
    </Button>
  );
}

export function CampaignCard({ c, lang, wide }: { c: Summary; lang: Lang; wide?: boolean }) {
  const { t } = useTranslation();
  return (
    <article
      className={`group print-break relative flex flex-col overflow-hidden rounded-card border border-line bg-surface shadow-card transition hover:-translate-y-0.5 hover:shadow-pop ${wide ? 'sm:col-span-2 lg:flex-row' : ''}`}
    >
      <div className={`relative shrink-0 overflow-hidden ${wide ? 'h-44 lg:h-auto lg:w-[46%]' : 'h-36'}`}>
        <Cover
          topic={c.topic}
          photo={c.cover}
          lang={lang}
          className="absolute inset-0 size-full transition duration-500 group-hover:scale-105"
        />
        <div className="absolute inset-x-3 top-3 flex flex-wrap gap-1.5 *:bg-surface">
          <StateBadge status={c.status} />
          <ClassMark of={c} lang={lang} />
        </div>
      </div>
      <div className={`flex min-w-0 flex-1 flex-col ${wide ? 'p-5 lg:p-6' : 'p-4.5'}`}>
        <EntityTag entity={c.leadEntity} lang={lang} />
        <h3 className={`mt-2 ${wide ? 'text-xl lg:text-2xl' : 'text-[1.06rem]'}`}>
          <Link to="/$lang/forum/$id" params={{ lang, id: c.id }} className="after:absolute after:inset-0 hover:text-brand">
            <bdi>{c.title[lang] || t('untitled')}</bdi>
          </Link>
        </h3>
        <p className={`mt-1.5 text-muted ${wide ? 'line-clamp-4 text-base' : 'line-clamp-2 text-sm leading-6'}`}>
          {c.summary?.[lang]}
        </p>
        {c.kpiHighlight && <Highlight kpi={c.kpiHighlight} lang={lang} />}
        <div className="mt-auto flex items-center gap-2 pt-4">
          {c.topic && (
            <span className="shrink-0 rounded-md bg-brand-soft px-2 py-0.5 text-xs font-semibold text-brand">
              {t(`topic.${c.topic}`)}
            </span>
          )}
          {c.startsOn && c.endsOn && <span className="num truncate text-xs text-muted">{range(c.startsOn, c.endsOn, lang)}</span>}
          <Share c={c} lang={lang} />
        </div>
      </div>
    </article>
  );
}

export const CardSkeleton = () => (
  <div className="overflow-hidden rounded-card border border-line bg-surface">
    <div className="skeleton h-36 rounded-none" />
    <div className="space-y-3 p-4.5 pb-8">
      <div className="skeleton h-4 w-1/3" />
      <div className="skeleton h-5 w-4/5" />
      <div className="skeleton h-4 w-full" />
      <div className="skeleton h-4 w-1/2" />
    </div>
  </div>
);
