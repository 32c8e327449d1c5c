import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleDashed } from 'lucide-react';
import type { Campaign } from '../../api/types';
import { num, type Lang } from '../../lib/dates';
import { Gauge, Panel } from '../ui';

type Answer = Campaign['checklist'][number];

function Answers({ title, items, lang }: { title: string; items: Answer[]; lang: Lang }) {
  const { t } = useTranslation();
  if (!items.length) return null;
  return (
    <div className="mt-4">
      <h3 className="text-sm text-muted">{title}</h3>
      <ul className="mt-2 space-y-3">
        {items.map((one) => {
          const Icon = one.met ? CircleCheck : CircleDashed;
          return (
            <li key={one.code} className="flex gap-2.5 text-sm">
              <Icon className={`mt-0.5 size-4.5 shrink-0 ${one.met ? 'text-ok' : 'text-warn'}`} aria-hidden />
              <span className="min-w-0">
                <span className="sr-only">{t(one.met ? 'checklist.yes' : 'checklist.no')}: </span>
                <bdi>{one.question[lang]}</bdi>
                {one.advice && <span className="mt-0.5 block font-semibold">{one.advice[lang]}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The score that explains itself: each question with its answer, and what to do where it is no, which comes first. */
export function Checklist({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const met = c.checklist.filter((one) => one.met);
  const all = c.checklist.length;
  const said = t('checklist.score', { n: num(met.length, lang), all: num(all, lang) });
  return (
    <Panel
      id="check-h"
      title={t('checklist.title')}
      action={<span className="num font-display text-2xl font-semibold text-brand">{said}</span>}
    >
      <p className="mb-3 text-sm text-muted">{t('checklist.lede')}</p>
      <Gauge value={met.length / all} label={said} />
      {met.length === all && <p className="mt-3 text-sm font-semibold text-ok">{t('checklist.whole')}</p>}
      <Answers title={t('checklist.todo')} items={c.checklist.filter((one) => !one.met)} lang={lang} />
      <Answers title={t('checklist.done')} items={met} lang={lang} />
    </Panel>
  );
}
