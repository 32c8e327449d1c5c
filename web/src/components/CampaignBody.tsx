import { useTranslation } from 'react-i18next';
import { Users, UserX } from 'lucide-react';
import type { Audience, Campaign, Objective } from '../api/types';
import { amount, day, longDay, num, range, type Lang } from '../lib/dates';
import type { Bi } from '../lib/text';
import { KpiLadder } from './KpiLadder';
import { Reviewed } from './Reviewed';
import { Badge, Panel } from './ui';
import { later } from '../lib/later';

const Results = later(async () => (await import('./Results')).Results);

/** Both languages of the name and the summary, as a reviewer compares them. */
export function BothLanguages({ c }: { c: Campaign }) {
  const { t } = useTranslation();
  return (
    <Panel id="text-h" title={t('camp.text')} sub={t('camp.text.sub')}>
      <div className="grid gap-4 sm:grid-cols-2">
        {(['ar', 'en'] as const).map((l) => (
          <div key={l} lang={l} dir={l === 'ar' ? 'rtl' : 'ltr'} className="space-y-3 rounded-xl bg-bg p-4">
            <Reviewed field={`/title/${l}`}>
              <p className="font-display font-semibold">{c.title[l] || '—'}</p>
            </Reviewed>
            <Reviewed field={`/summary/${l}`}>
              <p className="text-sm leading-7">{c.summary[l] || '—'}</p>
            </Reviewed>
          </div>
        ))}
      </div>
    </Panel>
  );
}

const measure = (n: number | null, unit: Bi | null, lang: Lang) =>
  n === null ? '—' : [num(n, lang), unit?.[lang]].filter(Boolean).join(' ');

function ObjectiveCard({ o, i, lang }: { o: Objective; i: number; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <li className="flex flex-col rounded-xl bg-bg p-4">
      <Reviewed field={`/objectives/${i}`}>
        <span className="flex items-center gap-2">
          <span className="num display text-lg text-brand">{num(i + 1, lang)}</span>
          <Badge tone="brand">{t(`objective.${o.type}`)}</Badge>
        </span>
        <p className="mt-1.5 font-semibold">{o.statement[lang]}</p>
      </Reviewed>
      <dl className="num mt-auto flex flex-wrap gap-x-6 gap-y-1 pt-3 text-sm">
        <div>
          <dt className="text-xs text-muted">{t('kpi.baseline')}</dt>
          <dd>{measure(o.baseline, o.unit, lang)}</dd>
        </div>
        <div>
          <dt className="text-xs text-muted">{t('kpi.target')}</dt>
          <dd className="font-semibold">{measure(o.target, o.unit, lang)}</dd>
        </div>
        {o.deadline && (
          <div>
            <dt className="text-xs text-muted">{t('camp.by')}</dt>
            <dd>{longDay(day(o.deadline), lang)}</dd>
          </div>
        )}
      </dl>
    </li>
  );
}

export function Objectives({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Panel id="obj-h" title={t('camp.objectives')}>
      <Reviewed field="/objectives" whole className="-mt-3">
        <p className="text-sm text-muted">{t('camp.objectives.sub')}</p>
      </Reviewed>
      <ol className="mt-3 grid grid-cols-1 gap-3 sm:grid-cols-2">
        {c.objectives.map((o, i) => (
          <ObjectiveCard key={i} o={o} i={i} lang={lang} />
        ))}
      </ol>
    </Panel>
  );
}

function AudienceRow({ a, i, lang }: { a: Audience; i: number; lang: Lang }) {
  const { t } = useTranslation();
  const Icon = a.mode === 'exclude' ? UserX : Users;
  return (
    <li className="py-3">
      <Reviewed field={`/audiences/${i}`}>
        <p className="flex flex-wrap items-center gap-2">
          <Icon className={`size-4.5 ${a.mode === 'exclude' ? 'text-danger' : 'text-brand'}`} aria-hidden />
          <span className="font-semibold">{a.segment[lang]}</span>
          {a.mode === 'exclude' && <Badge tone="danger">{t('audience.exclude')}</Badge>}
          {a.size !== null && (
            <span className="num text-sm text-muted">{t('audience.people', { n: num(a.size, lang), count: a.size })}</span>
          )}
          <span className="flex gap-1">
            {a.languages.map((l) => (
              <Badge key={l}>{t(`language.${l}`)}</Badge>
            ))}
          </span>
        </p>
        {a.insight && <p className="mt-1 text-sm text-muted">{a.insight[lang]}</p>}
        {a.barriers && (
          <p className="mt-1 text-sm text-muted">
            <span className="font-semibold text-ink">{t('field.audiences.barriers')}: </span>
            <bdi>{a.barriers[lang]}</bdi>
          </p>
        )}
      </Reviewed>
    </li>
  );
}

export function Audiences({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Panel id="aud-h" title={t('camp.audiences')}>
      <Reviewed field="/audiences" whole className="-mt-3">
        <p className="text-sm text-muted">{t('camp.audiences.sub')}</p>
      </Reviewed>
      <ul className="-mb-3 divide-y divide-line">
        {c.audiences.map((a, i) => (
          <AudienceRow key={i} a={a} i={i} lang={lang} />
        ))}
      </ul>
    </Panel>
  );
}

export function Strategy({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  if (!c.strategy?.proposition[lang] && !c.review) return null;
  return (
    <Panel id="str-h" title={t('camp.strategy')}>
      <Reviewed field="/strategy/proposition">
        <p className="font-display text-lg leading-8">{c.strategy?.proposition[lang] || '—'}</p>
      </Reviewed>
      {c.strategy?.theoryOfChange && (
        <Reviewed field="/strategy/theoryOfChange" className="mt-3 border-s-2 border-gold-500 ps-4">
          <p className="text-sm font-semibold">{t('field.strategy.theoryOfChange')}</p>
          <p className="text-muted">{c.strategy.theoryOfChange[lang]}</p>
        </Reviewed>
      )}
    </Panel>
  );
}

export function Plan({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const plan = c.implementation;
  return (
    <Panel id="plan-h" title={t('camp.plan')}>
      <div className="space-y-4">
        {plan.startsOn && plan.endsOn && (
          <Reviewed field="/implementation/startsOn">
            <p className="num font-semibold">
              {range(plan.startsOn, plan.endsOn, lang)}{' '}
              <span className="font-normal text-muted">
                ({amount(Math.round((+day(plan.endsOn) - +day(plan.startsOn)) / 864e5) + 1, 'day', lang)})
              </span>
            </p>
          </Reviewed>
        )}
        {plan.phases.length > 0 && (
          <Reviewed field="/implementation/phases">
            <ol className="grid gap-2 sm:grid-cols-2">
              {plan.phases.map((p, i) => (
                <li key={i} className="rounded-xl bg-bg px-4 py-2.5 text-sm">
                  <span className="block font-semibold">{t(`phase.${p.kind}`)}</span>
                  <span className="num text-muted">{range(p.from, p.to, lang)}</span>
                </li>
              ))}
            </ol>
          </Reviewed>
        )}
        <Reviewed field="/implementation/channels">
          <ul aria-label={t('field.implementation.channels')} className="flex flex-wrap gap-2">
            {plan.channels.map((x) => (
              <li key={x} className="rounded-full border border-line bg-bg px-3 py-0.5 text-sm">
                {t(`channel.${x}`)}
              </li>
            ))}
          </ul>
        </Reviewed>
      </div>
    </Panel>
  );
}

export function Measures({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const measured = c.kpis.some((k) => k.actual !== null);
  const results = c.actions.includes('edit') && ['live', 'completed', 'evaluation-due'].includes(c.status);
  return (
    <Panel id="kpi-h" title={t('kpi.title')} action={results && <Results campaign={c} lang={lang} />} flush>
      <Reviewed field="/kpis" whole className="-mt-3 px-5 pb-2">
        <p className="text-sm text-muted">{t(measured ? 'kpi.sub' : 'kpi.sub.before')}</p>
      </Reviewed>
      <KpiLadder kpis={c.kpis} lang={lang} running={c.status === 'live'} />
    </Panel>
  );
}
