import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { lineageQuery } from '../../api/forum';
import type { Campaign, Summary } from '../../api/types';
import type { Lang } from '../../lib/dates';
import { Fault } from '../states';
import { EntityTag, link, Panel } from '../ui';

function Row({ title, items, lang }: { title: string; items: Summary[]; lang: Lang }) {
  const { t } = useTranslation();
  if (!items.length) return null;
  return (
    <div>
      <h3 className="text-sm text-muted">{title}</h3>
      <ul className="mt-1.5 space-y-2.5">
        {items.map((one) => (
          <li key={one.id}>
            <Link to="/$lang/forum/$id" params={{ lang, id: one.id }} className="font-semibold hover:text-brand">
              <bdi>{one.title[lang] || t('untitled')}</bdi>
            </Link>
            <EntityTag entity={one.leadEntity} lang={lang} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the campaign builds on, what builds on it, and what took its place. */
export function Lineage({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(lineageQuery(c.id));
  if (error && !data)
    return (
      <Panel id="line-h" title={t('lineage.title')}>
        <Fault compact error={error} retry={() => void refetch()} />
      </Panel>
    );
  if (!data || !(data.derivedFrom.length || data.inspired.length || data.successor)) return null;
  return (
    <Panel id="line-h" title={t('lineage.title')}>
      <div className="space-y-4">
        <Row title={t('lineage.successor')} items={data.successor ? [data.successor] : []} lang={lang} />
        <Row title={t('lineage.from')} items={data.derivedFrom} lang={lang} />
        <Row title={t('lineage.to')} items={data.inspired} lang={lang} />
      </div>
    </Panel>
  );
}

/** Where to go from a campaign whose place was taken. */
export function Successor({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const { data } = useQuery(lineageQuery(c.id));
  if (!data?.successor) return null;
  return (
    <p className="mt-1">
      {t('superseded.by')}{' '}
      <Link to="/$lang/forum/$id" params={{ lang, id: data.successor.id }} className={link}>
        <bdi>{data.successor.title[lang]}</bdi>
      </Link>
    </p>
  );
}
