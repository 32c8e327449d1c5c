import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleDashed } from 'lucide-react';
import type { Campaign } from '../../api/types';
import { num, type Lang } from '../../lib/dates';
import { Gauge, Panel } from '../ui';

/** The score that explains itself: each question with its answer, and what to do where it is no. */
export function Checklist({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const met = c.checklist.filter((one) => one.met).length;
  const all = c.checklist.length;
  const said = t('checklist.score', { n: num(met, lang), all: num(all, lang) });
  return (
    <Panel id="check-h" title={t('checklist.title')} sub={said}>
      <Gauge value={met / all} label={said} />
      <ul className="mt-4 space-y-3">
        {c.checklist.map((one) => {
          const Icon = one.met ? CircleCheck : CircleDashed;
          return (
            <li key={one.code} className="flex gap-2.5 text-sm">
              <Icon className={`mt-0.5 size-4.5 shrink-0 ${one.met ? 'text-ok' : 'text-muted'}`} aria-hidden />
              <span className="min-w-0">
                <span className="sr-only">{t(one.met ? 'checklist.yes' : 'checklist.no')}: </span>
                {one.question[lang]}
                {one.advice && <span className="mt-0.5 block text-muted">{one.advice[lang]}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
