import { useTranslation } from 'react-i18next';
import { campaignsToLink } from '../../api/meetings';
import type { AgendaItem } from '../../api/types';
import type { Lang } from '../../lib/dates';
import { Chosen, Finder, Line } from './rows';

type Linked = AgendaItem['campaigns'][number];

/** The campaigns an item is about. */
export function CampaignsField({ value, set, lang }: { value: Linked[]; set: (now: Linked[]) => void; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Chosen
      title={t('item.campaigns')}
      none={t('item.campaigns.none')}
      rows={value.map((one) => (
        <Line key={one.id} name={one.title?.[lang] ?? t('item.campaign')} off={() => set(value.filter((x) => x.id !== one.id))} />
      ))}
    >
      <Finder
        name="campaigns"
        label={t('item.campaigns.find')}
        find={campaignsToLink}
        lang={lang}
        choose={({ id, label }) => !value.some((x) => x.id === id) && set([...value, { id, title: label, status: null }])}
      />
    </Chosen>
  );
}
