import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Download, FileText, PackageOpen } from 'lucide-react';
import { kitQuery, takeItem, zipOf, type Kit as Record, type KitItem } from '../api/looks';
import { asProblem } from '../api/problem';
import { entitiesQuery, nameOf } from '../api/sources';
import { Unready } from '../components/Unready';
import { PageHero } from '../components/PageHero';
import { Press } from '../components/Press';
import { KitDesk } from '../components/sources/KitDesk';
import { KitState } from '../components/sources/KitState';
import { btn, CopyButton, EntityTag, Panel } from '../components/ui';
import type { Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { later } from '../lib/later';
import { useTitle } from '../lib/text';
import { useApiMutation } from '../lib/useApiMutation';
import { NotFound } from './Faults';

const KitCorrections = later(async () => (await import('../components/sources/KitCorrection')).KitCorrections, 'outcome');

function Words({ items, lang }: { items: KitItem[]; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <ul className="space-y-3">
      {items.map((x) => (
        <li key={x.id} className="flex items-start gap-3 rounded-xl bg-bg p-4">
          <div className="min-w-0 flex-1">
            <h3 className="text-base">
              <bdi>{x.title[lang]}</bdi>
            </h3>
            <p dir="auto" className="mt-1 leading-7">
              {x.text[lang]}
            </p>
          </div>
          {x.text[lang] && <CopyButton small text={x.text[lang]} label={t('kits.copy')} />}
        </li>
      ))}
    </ul>
  );
}

function Files({ kit, items, lang }: { kit: string; items: KitItem[]; lang: Lang }) {
  const { t } = useTranslation();
  const take = useApiMutation({
    act: (item: string) => takeItem(kit, item),
    onDone: ({ url }) => location.assign(url),
    touches: [],
  });
  return (
    <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      {items.map((x) => (
        <li key={x.id} className="overflow-hidden rounded-xl border border-line bg-raised">
          <div className="grid h-48 place-items-center overflow-hidden bg-bg text-brand">
            {x.file?.preview ? (
              <img src={x.file.preview} alt={x.title[lang]} className="size-full object-cover" loading="lazy" />
            ) : (
              <FileText className="size-12 stroke-1" aria-hidden />
            )}
          </div>
          <div className="flex flex-wrap items-center gap-3 p-4">
            <h3 className="min-w-0 flex-1 text-base">
              <bdi>{x.title[lang]}</bdi>
            </h3>
            <Press
              onPress={() => take.mutate(x.id)}
              pending={take.isPending}
              aria-label={`${t('sources.download')}: ${x.title[lang]}`}
              className={btn.small}
            >
              <Download className="size-4" aria-hidden />
              {t('sources.download')}
            </Press>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Whole({ kit, lang }: { kit: Record; lang: Lang }) {
  const { t } = useTranslation();
  const { data: entities } = useQuery(entitiesQuery);
  const of = (kind: string) => kit.items.filter((x) => x.kind === kind);
  const files = kit.items.filter((x) => x.file);
  return (
    <>
      <PageHero
        trail={[
          { label: t('gate.sources'), to: '/sources' },
          { label: t('sources.tab.kits'), to: '/kits' },
          { label: kit.title[lang] },
        ]}
        above={<KitState kit={kit} lang={lang} />}
        title={<bdi>{kit.title[lang]}</bdi>}
        lede={<p dir="auto">{kit.summary[lang]}</p>}
        side={
          <a href={zipOf(kit.id)} download className={btn.gold}>
            <PackageOpen className="size-5" aria-hidden />
            {t('kits.zip')}
          </a>
        }
        overlap="half"
      >
        <EntityTag entity={nameOf(entities, kit.ownerEntity)} lang={lang} inherit wrap />
      </PageHero>
      <div className="wrap-page relative -mt-14">
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="min-w-0 space-y-5">
            {(['message', 'faq', 'spokesperson'] as const).map(
              (kind) =>
                of(kind).length > 0 && (
                  <Panel key={kind} id={`${kind}-h`} title={t(`kits.kind.${kind}`)}>
                    <Words items={of(kind)} lang={lang} />
                  </Panel>
                ),
            )}
            {files.length > 0 && (
              <Panel id="files-h" title={t('kits.files')}>
                <Files kit={kit.id} items={files} lang={lang} />
              </Panel>
            )}
            {kit.amendments.length > 0 && <KitCorrections kit={kit} lang={lang} />}
          </div>
          <div className="space-y-5 lg:sticky lg:top-32">
            <KitDesk kit={kit} lang={lang} />
            {kit.maySeeDownloads && (
              <Panel id="for-h" title={t('kits.for')}>
                {kit.audience.length ? (
                  <ul className="space-y-2">
                    {kit.audience.map((code) => (
                      <li key={code}>
                        <EntityTag entity={nameOf(entities, code)} lang={lang} wrap />
                      </li>
                    ))}
                  </ul>
                ) : (
                  <p>{t('kits.for.all')}</p>
                )}
              </Panel>
            )}
            {kit.hashtags.length > 0 && (
              <Panel id="tags-h" title={t('kits.hashtags')}>
                <ul className="space-y-1">
                  {kit.hashtags.map((tag) => (
                    <li key={tag} className="flex items-center gap-2">
                      <bdi className="min-w-0 flex-1 truncate font-semibold">{tag}</bdi>
                      <CopyButton small text={tag} label={t('kits.copy')} />
                    </li>
                  ))}
                </ul>
              </Panel>
            )}
          </div>
        </div>
      </div>
    </>
  );
}

/** One kit: words to copy, files to take, all of it in one zip. */
export function Kit() {
  const lang = useLang();
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(kitQuery(id));
  useTitle(data?.title[lang] ?? t('sources.tab.kits'));
  if (data) return <Whole kit={data} lang={lang} />;
  if (error && asProblem(error).status === 404) return <NotFound />;
  return <Unready trail={[{ label: t('gate.sources'), to: '/sources' }]} error={error} retry={() => void refetch()} />;
}
