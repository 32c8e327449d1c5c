import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ArrowRight, CalendarClock, CircleSlash, History, Hourglass, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SourceDocument, SourceVersion } from '../../api/sources';
import { day, dayOf, longDay, type Lang } from '../../lib/dates';
import { link } from '../ui';

const tones = {
  warn: 'border-warn bg-warn-soft text-warn',
  accent: 'border-accent bg-accent-soft text-accent',
  danger: 'border-danger bg-danger-soft text-danger',
};
function Note({
  tone,
  icon: Icon,
  title,
  children,
}: {
  tone: keyof typeof tones;
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div role="note" className={`rounded-card border px-5 py-4 ${tones[tone]}`}>
      <p className="num flex items-start gap-2.5 font-display font-semibold">
        <Icon className="mt-1 size-5 shrink-0" aria-hidden />
        {title}
      </p>
      {children && <div className="mt-1 ps-7.5 text-ink">{children}</div>}
    </div>
  );
}

/** What a reader must know before using this version: that another is in force, that one is coming, that it was taken back. */
export function Standing({ d, v, lang }: { d: SourceDocument; v: SourceVersion; lang: Lang }) {
  const { t } = useTranslation();
  const force = d.versions.find((x) => x.state === 'in-force');
  const name = (iso: string) => longDay(day(iso.length > 10 ? dayOf(iso) : iso), lang);
  const toCurrent = force && force.id !== v.id && (
    <Link to="/$lang/sources/$id" params={{ lang, id: d.id }} search={{}} className={link}>
      {t('sources.tocurrent', { label: force.label })}
      <ArrowRight className="flip size-4" aria-hidden />
    </Link>
  );
  const parting = d.versions.find((x) => x.state === 'in-transition');
  return (
    <>
      {v.state === 'superseded' && (
        <Note tone="danger" icon={History} title={t('sources.superseded')}>
          {toCurrent}
        </Note>
      )}
      {v.state === 'in-transition' && v.transitionUntil && (
        <Note tone="warn" icon={Hourglass} title={t('sources.leaving', { day: name(before(v.transitionUntil)) })}>
          {toCurrent}
        </Note>
      )}
      {v.state === 'in-force' && parting?.transitionUntil && (
        <Note
          tone="warn"
          icon={Hourglass}
          title={t('sources.transition', { label: parting.label, day: name(before(parting.transitionUntil)) })}
        />
      )}
      {v.state === 'withdrawn' && v.withdrawal && (
        <Note tone="danger" icon={CircleSlash} title={t('sources.withdrawn', { day: name(v.withdrawal.at) })}>
          <p dir="auto">{v.withdrawal.reason[lang]}</p>
          {v.withdrawal.replacement && (
            <Link to="/$lang/sources/$id" params={{ lang, id: v.withdrawal.replacement }} className={link}>
              {t('sources.replacement')}
              <ArrowRight className="flip size-4" aria-hidden />
            </Link>
          )}
          {toCurrent}
        </Note>
      )}
      {v.state !== 'published' && d.coming?.effectiveFrom && d.coming.id !== v.id && (
        <Note
          tone="accent"
          icon={CalendarClock}
          title={t('sources.coming', { label: d.coming.label, day: name(d.coming.effectiveFrom) })}
        >
          <Link to="/$lang/sources/$id" params={{ lang, id: d.id }} search={{ version: d.coming.id }} className={link}>
            {t('sources.seecoming')}
            <ArrowRight className="flip size-4" aria-hidden />
          </Link>
        </Note>
      )}
    </>
  );
}

/** The last day of a period that ends at this instant. */
const before = (instant: string) => dayOf(new Date(Date.parse(instant) - 1));
