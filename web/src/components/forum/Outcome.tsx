import { useTranslation } from 'react-i18next';
import { Award } from 'lucide-react';
import type { Campaign } from '../../api/types';
import type { Lang } from '../../lib/dates';
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
