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
      <ol className="space-y-5">
        {amendments.map((one) => (
          <li key={one.number}>
            <h3 className="text-base">{t('amendments.n', { n: num(one.number, lang) })}</h3>
            <p className="num text-xs text-muted">
              {one.by.name && (
                <>
                  <bdi>{t('amendments.by', { name: one.by.name[lang] })}</bdi> ·{' '}
                </>
              )}
              <time dateTime={one.at}>{moment(one.at, lang)}</time>
            </p>
            <p dir="auto" className="mt-1.5 border-s-2 border-gold-500 ps-4 whitespace-pre-line">
              {one.reason}
            </p>
            <Changes c={c} one={one} lang={lang} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Changes({ c, one, lang }: { c: Campaign; one: Campaign['outcome']['amendments'][number]; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <table className="num mt-2 w-full text-start text-sm">
      <thead>
        <tr className="text-xs text-muted">
          {(['what', 'before', 'after'] as const).map((column) => (
            <th key={column} scope="col" className="py-1 pe-3 text-start font-normal">
              {t(`amendments.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {one.changes.map((change) => {
          const [, , at = '0', name = ''] = change.field.split('/');
          const kpi = c.kpis[Number(at)];
          return (
            <tr key={change.field} className="border-t border-line">
              <th scope="row" className="py-1.5 pe-3 text-start font-normal">
                <bdi>{kpi?.name[lang] ?? t('amendments.gone')}</bdi>
                {name && name !== 'target' && ` · ${t(`kpi.${name}`, { defaultValue: name })}`}
              </th>
              <td className="pe-3 text-muted line-through">{shown(change.before, lang)}</td>
              <td className="font-semibold">
                {shown(change.after, lang)} <span className="font-normal text-muted">{kpi?.unit?.[lang]}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
