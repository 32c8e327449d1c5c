import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Replace } from 'lucide-react';
import { launchedQuery } from '../../api/forum';
import type { Campaign } from '../../api/types';
import type { Lang } from '../../lib/dates';
import { SearchBox } from '../SearchBox';
import { Fault } from '../states';
import { EntityTag } from '../ui';
import { ActDialog } from './ActDialog';

/** The secretariat names the campaign that took the place of this one. */
export function Supersede({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const [q, search] = useState('');
  const [successor, choose] = useState('');
  const searched = useCallback((word?: string) => search(word ?? ''), []);
  return (
    <ActDialog
      title={t('act.supersede')}
      icon={Replace}
      yes={t('act.supersede.yes')}
      campaign={c}
      verb="supersede"
      given={() => (successor ? { successor } : undefined)}
    >
      <p className="text-muted">{t('act.supersede.body')}</p>
      <SearchBox label={t('act.supersede.find')} value={q} onChange={searched} />
      <Found q={q} not={c.id} chosen={successor} choose={choose} lang={lang} />
    </ActDialog>
  );
}

function Found(p: { q: string; not: string; chosen: string; choose: (id: string) => void; lang: Lang }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(launchedQuery(p.q));
  if (error) return <Fault compact error={error} />;
  const items = data?.items.filter((one) => one.id !== p.not);
  if (!items) return <div className="skeleton h-40" />;
  if (!items.length) return <p className="text-sm text-muted">{t('act.supersede.none')}</p>;
  return (
    <fieldset className="max-h-64 overflow-y-auto rounded-xl border border-line">
      <legend className="sr-only">{t('act.supersede.choose')}</legend>
      {items.map((one) => (
        <label
          key={one.id}
          className="flex cursor-pointer items-start gap-3 border-t border-line px-3 py-2.5 first-of-type:border-0 hover:bg-brand-soft"
        >
          <input
            type="radio"
            name="successor"
            required
            value={one.id}
            checked={p.chosen === one.id}
            onChange={() => p.choose(one.id)}
            className="mt-1.5 size-4 shrink-0 accent-brand"
          />
          <span className="min-w-0">
            <bdi className="block font-semibold">{one.title[p.lang]}</bdi>
            <EntityTag entity={one.leadEntity} lang={p.lang} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
