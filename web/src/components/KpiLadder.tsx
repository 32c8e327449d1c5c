import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleDashed, CircleMinus, Target } from 'lucide-react';
import { Badge } from './ui';
import { stages, type Kpi } from '../api/types';
import { verdict } from '../lib/kpi';
import { compact, longDay, day, num, type Lang } from '../lib/dates';
import { anchor } from '../lib/fields';
import { useMedia } from '../lib/text';
import { useReviewed } from './Reviewed';

const figure = (n: number | null, l: Lang) => (n === null ? '—' : n < 10_000 ? num(n, l) : compact(n, l));
const icon = {
  met: CircleCheck,
  near: CircleMinus,
  missed: CircleMinus,
  underway: CircleDashed,
  waiting: CircleDashed,
  nobase: CircleDashed,
};
const Running = createContext(false);
const fill = { ok: 'bg-ok', accent: 'bg-accent', danger: 'bg-danger', plain: 'bg-line-strong' };

/** From the baseline past the target to what came of it, on one line; the table beside it says the same in figures. */
function Track({ k }: { k: Kpi }) {
  const running = useContext(Running);
  const goal = k.target ?? k.baseline ?? 0;
  const all = [k.baseline ?? 0, goal, k.actual ?? goal];
  const lo = Math.min(...all);
  const hi = Math.max(...all);
  const pad = (hi - lo) * 0.08 || 1;
  const at = (n: number) => ((n - lo + pad) / (hi - lo + 2 * pad)) * 100;
  const base = at(k.baseline ?? lo);
  const actual = at(k.actual ?? k.baseline ?? lo);
  return (
    <span className="relative block h-7 w-full min-w-32" aria-hidden>
      <span className="absolute inset-x-0 top-1/2 h-px bg-line-strong" />
      <span
        className={`absolute top-1/2 h-2.5 -translate-y-1/2 rounded-full border border-transparent ${fill[verdict(k, running).tone]}`}
        style={{ insetInlineStart: `${Math.min(actual, base)}%`, inlineSize: `${Math.abs(actual - base)}%` }}
      />
      {k.baseline !== null && (
        <span
          className="absolute top-1/2 size-3 -translate-y-1/2 rounded-full border-2 border-ink bg-surface ltr:-translate-x-1/2 rtl:translate-x-1/2"
          style={{ insetInlineStart: `${base}%` }}
        />
      )}
      <span
        className="absolute inset-y-0 w-0.5 bg-ink ltr:-translate-x-1/2 rtl:translate-x-1/2"
        style={{ insetInlineStart: `${at(goal)}%` }}
      >
        <Target className="absolute start-1/2 -top-1.5 size-3.5 bg-surface text-ink ltr:-translate-x-1/2 rtl:translate-x-1/2" />
      </span>
    </span>
  );
}

function Verdict({ k, lang }: { k: Kpi; lang: Lang }) {
  const { t } = useTranslation();
  const v = verdict(k, useContext(Running));
  return (
    <Badge tone={v.tone} icon={icon[v.key]}>
      {t(`kpi.${v.key}`)}
      {v.way !== undefined && <span>{num(v.way, lang, { style: 'percent' })}</span>}
    </Badge>
  );
}

function Note({ k, lang }: { k: Kpi; lang: Lang }) {
  const { t } = useTranslation();
  const words = [
    k.unit?.[lang],
    k.asOf && t('kpi.asof', { d: longDay(day(k.asOf), lang) }),
    k.source && t('kpi.source', { x: k.source[lang] || k.source.ar || k.source.en }),
    k.confidence && t(`kpi.confidence.${k.confidence}`),
  ].filter(Boolean);
  return <span className="num block text-xs text-muted">{words.join(' · ')}</span>;
}

function Legend() {
  const { t } = useTranslation();
  return (
    <p className="flex flex-wrap gap-x-5 gap-y-1 px-5 pb-3 text-xs text-muted" aria-hidden>
      <span className="flex items-center gap-1.5">
        <span className="size-3 rounded-full border-2 border-ink" />
        {t('kpi.baseline')}
      </span>
      <span className="flex items-center gap-1.5">
        <Target className="size-3.5 text-ink" />
        {t('kpi.target')}
      </span>
      <span className="flex items-center gap-1.5">
        <span className="h-2.5 w-6 rounded-full bg-ok" />
        {t('kpi.actual')}
      </span>
    </p>
  );
}

type RowProps = { k: Kpi; at: number; lang: Lang };

function CardRow({ k, at, lang }: RowProps) {
  const { t } = useTranslation();
  const { ask, notes } = useReviewed(`/kpis/${at}`);
  return (
    <li id={anchor(`/kpis/${at}`)} className="px-5 py-3">
      <div className="flex items-start gap-3">
        <span className="min-w-0 flex-1 font-semibold">{k.name[lang]}</span>
        <Verdict k={k} lang={lang} />
        {ask}
      </div>
      <Note k={k} lang={lang} />
      <Track k={k} />
      <dl className="num grid grid-cols-3 text-sm">
        {(['baseline', 'target', 'actual'] as const).map((c) => (
          <div key={c}>
            <dt className="text-xs text-muted">{t(`kpi.${c}`)}</dt>
            <dd className="font-semibold">{figure(k[c], lang)}</dd>
          </div>
        ))}
      </dl>
      {notes}
    </li>
  );
}

function TableRow({ k, at, lang }: RowProps) {
  const { ask, notes } = useReviewed(`/kpis/${at}`);
  return (
    <>
      <tr id={anchor(`/kpis/${at}`)}>
        <th scope="row" className="py-2 ps-14 pe-3 text-start font-normal">
          <span className="block font-semibold text-ink">{k.name[lang]}</span>
          <Note k={k} lang={lang} />
        </th>
        <td className="num px-3 text-muted">{figure(k.baseline, lang)}</td>
        <td className="num px-3">{figure(k.target, lang)}</td>
        <td className="num px-3 font-semibold">{figure(k.actual, lang)}</td>
        <td className="px-3">
          <Track k={k} />
        </td>
        <td className="ps-3 pe-5">
          <span className="flex items-center justify-between gap-2">
            <Verdict k={k} lang={lang} />
            {ask}
          </span>
        </td>
      </tr>
      {notes && (
        <tr>
          <td colSpan={6} className="ps-14 pe-5 pb-3">
            {notes}
          </td>
        </tr>
      )}
    </>
  );
}

const columns = ['metric', 'baseline', 'target', 'actual', 'graph', 'verdict'] as const;

/** A table first, a picture second: the AMEC stages a campaign measures. Cards instead of a table on a phone. */
export function KpiLadder(p: { kpis: Kpi[]; lang: Lang; running: boolean }) {
  return (
    <Running value={p.running}>
      <Ladder {...p} />
    </Running>
  );
}

function Ladder({ kpis, lang }: { kpis: Kpi[]; lang: Lang }) {
  const { t } = useTranslation();
  const wide = useMedia('(min-width: 48rem)');
  const used = stages.filter((s) => kpis.some((k) => k.stage === s));
  const rows = (stage: string) => kpis.map((k, i) => [k, i] as const).filter(([k]) => k.stage === stage);
  if (!wide)
    return (
      <>
        <Legend />
        {used.map((s, n) => (
          <section key={s} aria-labelledby={`st-${s}`}>
            <h3 id={`st-${s}`} className="flex items-center gap-2 border-y border-line bg-raised px-5 py-2 text-sm text-brand">
              <span className="num">{num(n + 1, lang)}</span>
              {t(`stage.${s}`)}
            </h3>
            <ul className="divide-y divide-line">
              {rows(s).map(([k, i]) => (
                <CardRow key={i} k={k} at={i} lang={lang} />
              ))}
            </ul>
          </section>
        ))}
      </>
    );
  return (
    <>
      <Legend />
      <table className="mb-4 w-full text-start text-sm">
        <thead>
          <tr className="border-y border-line bg-raised text-xs text-muted">
            {columns.map((c) => (
              <th
                key={c}
                scope="col"
                className={`px-3 py-2 text-start font-normal first:ps-5 last:pe-5 ${c === 'graph' ? 'w-[26%]' : ''}`}
              >
                <span className={c === 'graph' ? 'sr-only' : ''}>{t(`kpi.${c}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        {used.map((s, n) => (
          <tbody key={s}>
            <tr>
              <th scope="rowgroup" colSpan={6} className="px-5 pt-4 pb-1 text-start">
                <span className="inline-flex items-center gap-2.5 font-display text-[.95rem] text-brand">
                  <span className="num grid size-6 place-items-center rounded-full bg-brand-soft text-xs">
                    {num(n + 1, lang)}
                  </span>
                  {t(`stage.${s}`)}
                  <span className="font-sans text-xs font-normal text-muted">{t(`stage.${s}.q`)}</span>
                </span>
              </th>
            </tr>
            {rows(s).map(([k, i]) => (
              <TableRow key={i} k={k} at={i} lang={lang} />
            ))}
          </tbody>
        ))}
      </table>
    </>
  );
}
