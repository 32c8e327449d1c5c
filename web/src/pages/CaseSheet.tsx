import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { ArrowLeft, Printer } from 'lucide-react';
import { asProblem } from '../api/problem';
import { campaignQuery } from '../api/queries';
import type { Campaign, Kpi } from '../api/types';
import { ClassMark } from '../components/ClassMark';
import { Cover } from '../components/Cover';
import { Mark } from '../components/Mark';
import { StateBadge } from '../components/StateBadge';
import { btn } from '../components/ui';
import { Unready } from '../components/Unready';
import { compact, day, hijriFull, localeOf, longDay, num, range, today, type Lang } from '../lib/dates';
import { verdict } from '../lib/kpi';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { NotFound } from './Faults';

/** What one page holds; what is over is said, and stands on the platform. */
const MOST = { objectives: 3, audiences: 2, kpis: 8 };

function Part({ title, children, className = '' }: { title: string; children: ReactNode; className?: string }) {
  return (
    <section className={`min-w-0 ${className}`}>
      <h2 className="mb-[1mm] border-b border-line-strong pb-[.5mm] text-[1.12em] text-brand">{title}</h2>
      {children}
    </section>
  );
}

function More({ all, most }: { all: number; most: number }) {
  const lang = useLang();
  const { t } = useTranslation();
  if (all <= most) return null;
  return <p className="num text-[.84em] text-muted">{t('sheet.more', { n: num(all - most, lang) })}</p>;
}

function Head({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const { startsOn, endsOn } = c.implementation;
  const entities = [c.leadEntity, ...c.partnerEntities].map((one) => one.name[lang]);
  return (
    <>
      <header className="flex items-center gap-[3mm] border-b-2 border-brand pb-[2mm] text-[.94em]">
        <Mark className="size-[8mm]" />
        <span className="font-semibold">{t('app.network')}</span>
        <span className="text-muted">{t('camp.print')}</span>
        <span className="ms-auto flex items-center gap-[2mm]">
          <bdi dir="ltr" className="num">
            {c.ref}
          </bdi>
          <StateBadge status={c.status} />
          <ClassMark of={c} lang={lang} />
        </span>
      </header>
      <div className="flex gap-[5mm]">
        <div className="min-w-0 flex-1">
          <h1 className="line-clamp-2 text-[2em] leading-snug">
            <bdi>{c.title[lang] || t('untitled')}</bdi>
          </h1>
          <p className="line-clamp-2 text-[1em] font-semibold text-brand">
            {new Intl.ListFormat(localeOf(lang)).format(entities)}
          </p>
          {startsOn && endsOn && (
            <p className="num text-[.94em] text-muted">
              {range(startsOn, endsOn, lang)} ·{' '}
              {t('camp.hijri', { a: hijriFull(day(startsOn), lang), b: hijriFull(day(endsOn), lang) })}
            </p>
          )}
          <p dir="auto" className="mt-[1mm] line-clamp-3 text-[1.06em]">
            {c.summary[lang]}
          </p>
        </div>
        <Cover topic={c.topic} photo={c.cover} lang={lang} sizes="14rem" className="h-[30mm] w-[48mm] shrink-0 rounded-lg" />
      </div>
    </>
  );
}

function Why({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const addressed = c.audiences.filter((one) => one.mode === 'include');
  const { proposition, theoryOfChange } = c.strategy;
  return (
    <div className="grid grid-cols-2 gap-[5mm]">
      <Part title={t('camp.objectives')}>
        <ol className="space-y-[.8mm]">
          {c.objectives.slice(0, MOST.objectives).map((one, i) => (
            <li key={i} className="line-clamp-2">
              <bdi>{one.statement[lang]}</bdi>
              {one.target !== null && (
                <span className="num font-semibold">
                  {' '}
                  ({one.baseline === null ? '—' : num(one.baseline, lang)} {lang === 'ar' ? '←' : '→'} {num(one.target, lang)}{' '}
                  <bdi>{one.unit?.[lang]}</bdi>)
                </span>
              )}
            </li>
          ))}
        </ol>
        <More all={c.objectives.length} most={MOST.objectives} />
      </Part>
      <Part title={t('camp.audiences')}>
        <ul className="space-y-[.8mm]">
          {addressed.slice(0, MOST.audiences).map((one, i) => (
            <li key={i} className="line-clamp-3">
              <bdi className="font-semibold">{one.segment[lang]}</bdi>
              {one.insight && (
                <span>
                  : <bdi>{one.insight[lang]}</bdi>
                </span>
              )}
            </li>
          ))}
        </ul>
        <More all={addressed.length} most={MOST.audiences} />
      </Part>
      <Part title={t('camp.strategy')}>
        <p dir="auto" className="line-clamp-2 font-semibold">
          {proposition?.[lang]}
        </p>
        {theoryOfChange && (
          <p dir="auto" className="line-clamp-3">
            {theoryOfChange[lang]}
          </p>
        )}
      </Part>
      <Part title={t('camp.plan')}>
        <p className="line-clamp-2">
          {c.implementation.channels.map((one) => t(`channel.${one}`)).join(lang === 'ar' ? '، ' : ', ')}
        </p>
        <p className="num line-clamp-2 text-muted">
          {c.implementation.phases
            .slice(0, 4)
            .map((one) => `${t(`phase.${one.kind}`)} ${range(one.from, one.to, lang)}`)
            .join(' · ')}
        </p>
      </Part>
    </div>
  );
}

const said = (n: number | null, lang: Lang) => (n === null ? '—' : n < 10_000 ? num(n, lang) : compact(n, lang));

function Row({ k, lang, running }: { k: Kpi; lang: Lang; running: boolean }) {
  const { t } = useTranslation();
  const v = verdict(k, running);
  return (
    <tr className="border-t border-line">
      <th scope="row" className="max-w-[60mm] truncate py-[.6mm] text-start font-normal">
        <bdi className="font-semibold">{k.name[lang]}</bdi> <span className="text-muted">{k.unit?.[lang]}</span>
      </th>
      <td className="text-muted">{t(`stage.${k.stage}`)}</td>
      <td>{said(k.baseline, lang)}</td>
      <td>{said(k.target, lang)}</td>
      <td className="font-semibold">{said(k.actual, lang)}</td>
      <td>
        {t(`kpi.${v.key}`)} {v.way !== undefined && num(v.way, lang, { style: 'percent' })}
      </td>
    </tr>
  );
}

function Measures({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Part title={t('kpi.title')}>
      <table className="num w-full">
        <thead>
          <tr className="text-[.84em] text-muted">
            {(['metric', 'stage', 'baseline', 'target', 'actual', 'verdict'] as const).map((one) => (
              <th key={one} scope="col" className="text-start font-normal">
                {t(one === 'stage' ? 'field.kpis.stage' : `kpi.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {c.kpis.slice(0, MOST.kpis).map((k, i) => (
            <Row key={i} k={k} lang={lang} running={c.status === 'live'} />
          ))}
        </tbody>
      </table>
      <More all={c.kpis.length} most={MOST.kpis} />
    </Part>
  );
}

function Learnt({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const { learning } = c.outcome;
  if (!learning) return null;
  return (
    <Part title={t('sheet.learnt')}>
      <dl className="grid grid-cols-3 gap-[4mm]">
        {(['worked', 'didNot', 'wouldChange'] as const).map((name) => (
          <div key={name} className="min-w-0">
            <dt className="font-semibold text-accent">{t(`sheet.${name}`)}</dt>
            <dd dir="auto" className="line-clamp-6">
              {learning[name][lang]}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

function Foot({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <footer className="num mt-auto flex items-end justify-between gap-[5mm] border-t border-line-strong pt-[1.5mm] text-[.84em] text-muted">
      <span>
        {t('field.classification')}: <span className="font-semibold text-ink">{t(`class.${c.classification}`)}</span>
      </span>
      {c.targetsHash && (
        <span>
          {t('sheet.frozen')} <bdi dir="ltr">{c.targetsHash.slice(7, 19)}</bdi>
          {c.outcome.amendments.length > 0 && ` · ${t('sheet.amended', { n: num(c.outcome.amendments.length, lang) })}`}
        </span>
      )}
      <span>{t('sheet.printed', { d: longDay(day(today()), lang) })}</span>
    </footer>
  );
}

/** Whether there is room for larger letters: what is shown is short in the language of the sheet. */
function isRoomy(c: Campaign, lang: Lang) {
  const { learning, citation } = c.outcome;
  const prose = [
    c.title,
    c.summary,
    citation,
    ...c.objectives.slice(0, MOST.objectives).map((one) => one.statement),
    ...c.audiences.slice(0, MOST.audiences).map((one) => one.insight),
    c.strategy.proposition,
    c.strategy.theoryOfChange,
    ...(learning ? Object.values(learning) : []),
  ];
  return c.kpis.length <= 6 && prose.reduce((sum, words) => sum + (words?.[lang].length ?? 0), 0) < 1_300;
}

function Sheet({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const { citation } = c.outcome;
  return (
    <article
      aria-label={t('camp.print')}
      className="case-sheet shadow-card print:shadow-none"
      data-roomy={isRoomy(c, lang) || undefined}
    >
      <Head c={c} lang={lang} />
      {citation && (
        <figure className="border-s-4 border-gold-500 bg-accent-soft px-[3mm] py-[1.5mm]">
          <figcaption className="text-[.88em] font-semibold text-accent">{t('sheet.exemplar')}</figcaption>
          <blockquote dir="auto" className="line-clamp-3">
            {citation[lang]}
          </blockquote>
        </figure>
      )}
      <Why c={c} lang={lang} />
      {c.kpis.length > 0 && <Measures c={c} lang={lang} />}
      <Learnt c={c} lang={lang} />
      <Foot c={c} lang={lang} />
    </article>
  );
}

/** One campaign on one page of A4, as it is handed round a table. */
export function CaseSheet() {
  const lang = useLang();
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(campaignQuery(id));
  useTitle(data ? `${t('camp.print')} · ${data.campaign.title[lang]}` : t('camp.print'));
  if (error && asProblem(error).status === 404) return <NotFound />;
  if (!data) return <Unready trail={[{ label: t('gate.forum'), to: '/forum' }]} error={error} retry={() => void refetch()} />;
  return (
    <div className="overflow-x-auto py-6 print:overflow-visible print:py-0">
      <div className="no-print wrap-page mb-5 flex flex-wrap gap-3">
        <Link to="/$lang/forum/$id" params={{ lang, id }} className={btn.quiet}>
          <ArrowLeft className="flip size-4.5" aria-hidden />
          {t('sheet.back')}
        </Link>
        <Button onPress={() => print()} className={btn.primary}>
          <Printer className="size-4.5" aria-hidden />
          {t('sheet.print')}
        </Button>
      </div>
      <Sheet c={data.campaign} lang={lang} />
    </div>
  );
}
