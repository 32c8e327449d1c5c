import { useTranslation } from 'react-i18next';
import { Award } from 'lucide-react';
import type { Campaign } from '../../api/types';
import { moment, num, type Lang } from '../../lib/dates';
import { Panel } from '../ui';

/** The secretariat's words on an exemplar, above everything else. */
export function Citation({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const { citation } = c.outcome;
  if (!citation) return null;
  return (
    <figure className="flex gap-4 rounded-card border border-accent bg-accent-soft p-5 shadow-card">
      <Award className="size-8 shrink-0 text-accent" aria-hidden />
      <div className="min-w-0">
        <figcaption className="text-sm font-semibold text-accent">{t('exemplar.title')}</figcaption>
        <blockquote dir="auto" className="mt-1 text-lg leading-8">
          {citation[lang]}
        </blockquote>
      </div>
    </figure>
  );
}

/** What the campaign taught, in the order in which one would ask. */
export function Learning({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const { learning } = c.outcome;
  if (!learning) return null;
  return (
    <Panel id="learn-h" title={t('learning.title')}>
      <dl className="grid gap-4 sm:grid-cols-3">
        {(['worked', 'didNot', 'wouldChange'] as const).map((name) => (
          <div key={name} className="min-w-0">
            <dt className="text-sm font-semibold text-brand">{t(`learning.${name}`)}</dt>
            <dd dir="auto" className="mt-1 whitespace-pre-line">
              {learning[name][lang]}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

const shown = (value: unknown, lang: Lang): string =>
  value === null || value === undefined
    ? '—'
    : typeof value === 'number'
      ? num(value, lang)
      : typeof value === 'object'
        ? String((value as Record<string, unknown>)[lang] ?? '')
        : String(value);

/** Every change of a frozen target, with its reason: nothing is replaced in silence. */
export function Amendments({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const { amendments } = c.outcome;
  if (!amendments.length) return null;
  return (
    <Panel id="amend-h" title={t('amendments.title')} sub={t('amendments.sub')}>
      <ol className="space-y-4">
        {amendments.map((one) => (
          <li key={one.number}>
            <p className="font-semibold">
              {t('amendments.n', { n: num(one.number, lang) })}
              <time dateTime={one.at} className="num ms-2 text-xs font-normal text-muted">
                {moment(one.at, lang)}
              </time>
            </p>
            <p dir="auto" className="mt-0.5 whitespace-pre-line">
              {one.reason}
            </p>
            <ul className="mt-1.5 space-y-1 text-sm text-muted">
              {one.changes.map((change) => {
                const [, , at = '0', name = ''] = change.field.split('/');
                return (
                  <li key={change.field}>
                    <bdi>{c.kpis[Number(at)]?.name[lang] ?? t('amendments.gone')}</bdi>
                    {name && ` · ${t(`kpi.${name}`, { defaultValue: name })}`}
                    {': '}
                    <bdi className="num">{shown(change.before, lang)}</bdi> {lang === 'ar' ? '←' : '→'}{' '}
                    <bdi className="num font-semibold text-ink">{shown(change.after, lang)}</bdi>
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
