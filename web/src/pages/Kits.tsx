import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Package } from 'lucide-react';
import { kitsQuery } from '../api/looks';
import { sessionQuery } from '../api/queries';
import { edits } from '../api/session';
import { entitiesQuery, nameOf } from '../api/sources';
import { More } from '../components/More';
import { SearchBox } from '../components/SearchBox';
import { KitState } from '../components/sources/KitState';
import { NewLook } from '../components/sources/NewLook';
import { SourcesHero } from '../components/sources/SourcesHero';
import { Empty, Fault, Loading } from '../components/states';
import { card, EntityTag } from '../components/ui';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

const grid = 'grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-3';

/** The media kits that are open to this reader, and those they make. */
export function Kits() {
  const lang = useLang();
  const { t } = useTranslation();
  const { q } = useSearch({ strict: false }) as { q?: string };
  const navigate = useNavigate();
  const { data: entities } = useQuery(entitiesQuery);
  const { data: me } = useQuery(sessionQuery);
  useTitle(t('sources.tab.kits'));
  const search = useCallback(
    (word?: string) =>
      void navigate({ to: '/$lang/kits', params: { lang }, search: { q: word }, replace: true, resetScroll: false }),
    [lang, navigate],
  );
  const list = useInfiniteQuery(kitsQuery(q));
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <SourcesHero on="kits" side={edits(me) && <NewLook what="kit" />} />
      <div className="wrap-page relative -mt-20 space-y-6">
        <div className="flex rounded-card border border-line bg-surface p-4 shadow-card sm:p-5">
          <SearchBox label={t('kits.search')} value={q} onChange={search} />
        </div>
        {!items && list.error && <Fault error={list.error} retry={() => void list.refetch()} />}
        {!items && !list.error && (
          <Loading label={t('loading')}>
            <div className={grid}>
              {[1, 2, 3].map((n) => (
                <div key={n} className={`${card} h-80`} />
              ))}
            </div>
          </Loading>
        )}
        {items?.length === 0 && (
          <Empty
            icon={q ? undefined : Package}
            title={t(q ? 'kits.none' : 'kits.empty')}
            body={t(q ? 'sources.none.body' : 'kits.empty.body')}
          />
        )}
        <h2 className="sr-only">{t('sources.tab.kits')}</h2>
        <ul className={grid}>
          {items?.map((kit) => (
            <li
              key={kit.id}
              className={`${card} group relative flex flex-col overflow-hidden transition hover:-translate-y-0.5 hover:shadow-pop`}
            >
              <div className="grid h-44 place-items-center overflow-hidden bg-brand-soft text-brand">
                {kit.cover ? (
                  <img src={kit.cover} alt="" className="size-full object-cover" loading="lazy" />
                ) : (
                  <Package className="size-14 stroke-1" aria-hidden />
                )}
              </div>
              <div className="flex flex-1 flex-col gap-2 p-5">
                <p>
                  <KitState kit={kit} lang={lang} />
                </p>
                <h3 className="text-[1.06rem]">
                  <Link
                    to="/$lang/kits/$id"
                    params={{ lang, id: kit.id }}
                    className="after:absolute after:inset-0 group-hover:text-brand"
                  >
                    <bdi>{kit.title[lang]}</bdi>
                  </Link>
                </h3>
                <p dir="auto" className="text-sm text-muted">
                  {kit.summary[lang]}
                </p>
                <p className="num text-sm text-muted">
                  {Object.entries(kit.counts)
                    .map(([kind, n]) => `${t(`kits.kind.${kind}`)}: ${n}`)
                    .join(' · ')}
                </p>
                <div className="mt-auto pt-2">
                  <EntityTag entity={nameOf(entities, kit.ownerEntity)} lang={lang} />
                </div>
              </div>
            </li>
          ))}
        </ul>
        <More
          there={list.hasNextPage}
          busy={list.isFetchingNextPage}
          error={list.isFetchNextPageError ? list.error : null}
          next={() => void list.fetchNextPage()}
        />
      </div>
    </>
  );
}
