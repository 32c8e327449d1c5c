import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLang } from '../../lib/lang';
import { HeroTabs, PageHero } from '../PageHero';

export type Shelf = 'documents' | 'identities' | 'kits';
const places: Record<Shelf, string> = { documents: 'sources', identities: 'identities', kits: 'kits' };

/** The head of the gate's three shelves. */
export function SourcesHero({ on, side }: { on: Shelf; side?: ReactNode }) {
  const lang = useLang();
  const { t } = useTranslation();
  return (
    <PageHero
      trail={[{ label: t('gate.sources') }]}
      title={t('gate.sources')}
      lede={<p>{t(`sources.lede.${on}`)}</p>}
      side={side}
    >
      <HeroTabs
        label={t('sources.shelves')}
        items={(Object.keys(places) as Shelf[]).map((shelf) => ({
          label: t(`sources.tab.${shelf}`),
          on: shelf === on,
          to: `/${lang}/${places[shelf]}`,
        }))}
      />
    </PageHero>
  );
}
