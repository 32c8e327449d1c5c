import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { launchedQuery } from '../../api/forum';
import type { Campaign } from '../../api/types';
import type { Lang } from '../../lib/dates';
import { OneFound } from '../OneFound';
import { SearchBox } from '../SearchBox';
import { Fault } from '../states';
import { EntityTag } from '../ui';
import { CampaignActForm } from './CampaignActForm';

/** The secretariat names the campaign that took the place of this one. */
export function Supersede({ c, lang, close }: { c: Campaign; lang: Lang; close: () => void }) {
  const { t } = useTranslation();
  const [q, search] = useState('');
  const [successor, choose] = useState('');
  const searched = useCallback((word?: string) => search(word ?? ''), []);
  return (
    <CampaignActForm
      yes={t('act.supersede.yes')}
      campaign={c}
      verb="supersede"
      typed={successor}
      close={close}
      given={successor ? { successor } : undefined}
    >
      <p className="text-muted">{t('act.supersede.body')}</p>
      <SearchBox label={t('act.supersede.find')} value={q} onChange={searched} />
      <Found q={q} not={c.id} chosen={successor} choose={choose} lang={lang} />
    </CampaignActForm>
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
    <OneFound
      name="successor"
      legend={t('act.supersede.choose')}
      items={items.map((one) => ({
        id: one.id,
        title: one.title[p.lang],
        under: <EntityTag entity={one.leadEntity} lang={p.lang} />,
      }))}
      chosen={p.chosen}
      choose={p.choose}
    />
  );
}
