import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Megaphone, Plus } from 'lucide-react';
import { forumQuery, sessionQuery, type ForumFilters as Filters } from '../api/queries';
import { reviews, writes } from '../api/session';
import { CampaignCard, CardSkeleton } from '../components/CampaignCard';
import { ForumFilters, nothing } from '../components/ForumFilters';
import { More } from '../components/More';
import { HeroTabs, PageHero } from '../components/PageHero';
import { Away, Empty, Fault, Loading } from '../components/states';
import { btn } from '../components/ui';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

function ForumHero() {
  const lang = useLang();
  const { t } = useTranslation();
  const { data: me } = useQuery(sessionQuery);
  return (
    <PageHero
      trail={[{ label: t('gate.forum') }]}
      title={t('gate.forum')}
      lede={<p>{t('forum.lede')}</p>}
      side={
        writes(me) && (
          <Link to="/$lang/forum/new" params={{ lang }} className={btn.gold}>
            <Plus className="size-5" aria-hidden />
            {t('forum.new')}
          </Link>
        )
      }
    >
      {reviews(me) && (
        <HeroTabs
          label={t('forum.sections')}
          items={[
            { label: t('forum.tab.campaigns'), on: true, to: `/${lang}/forum` },
            { label: t('forum.tab.review'), to: `/${lang}/forum/review` },
          ]}
        />
      )}
    </PageHero>
  );
}

function None({ filtered, reset }: { filtered: boolean; reset: () => void }) {
  const { t } = useTranslation();
  if (!filtered) return <Empty icon={Megaphone} title={t('forum.empty')} body={t('forum.empty.body')} />;
  return (
    <Empty title={t('forum.none')} body={t('forum.none.body')}>
      <Button onPress={reset} className={btn.primary}>
        {t('filter.reset')}
      </Button>
    </Empty>
  );
}

export function Forum() {
  const lang = useLang();
  const { t } = useTranslation();
  const filters = useSearch({ strict: false }) as Filters;
  const navigate = useNavigate();
  useTitle(t('gate.forum'));
  const set = useCallback(
    (change: Partial<Filters>) =>
      void navigate({
        to: '/$lang/forum',
        params: { lang },
        search: (now: Filters) => ({ ...now, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [lang, navigate],
  );
  const reset = () => set(nothing);
  const { data: me } = useQuery(sessionQuery);
  const list = useInfiniteQuery(forumQuery(filters));
  const items = list.data?.pages.flatMap((page) => page.items);
  const plain = !Object.values(filters).some(Boolean);
  return (
    <>
      <ForumHero />
      <div className="wrap-page relative -mt-20 space-y-6">
        <div className="rounded-card border border-line bg-surface p-4 shadow-card sm:p-5">
          <ForumFilters
            lang={lang}
            filters={filters}
            set={set}
            entities={list.data?.pages[0]?.facets.entities ?? []}
            count={items?.length}
            more={list.hasNextPage}
            total={list.data?.pages[0]?.total}
            failed={list.isError}
            writer={writes(me) || reviews(me)}
          />
        </div>
        {!items && list.error && <Fault error={list.error} retry={() => void list.refetch()} />}
        {!items && !list.error && (
          <Loading label={t('loading')}>
            <div className="grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-3">
              {Array.from({ length: 6 }, (_, i) => (
                <CardSkeleton key={i} />
              ))}
            </div>
          </Loading>
        )}
        {items?.length === 0 && <None filtered={!plain} reset={reset} />}
        {items && items.length > 0 && (
          <>
            <Away parts={list.data?.pages.flatMap((page) => page.unavailable)} />
            <h2 className="sr-only">{t('forum.tab.campaigns')}</h2>
            <div className="grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-3">
              {items.map((c, i) => (
                <CampaignCard key={c.id} c={c} lang={lang} wide={i === 0 && plain && items.length > 2} />
              ))}
            </div>
            <More
              there={list.hasNextPage}
              busy={list.isFetchingNextPage}
              error={list.isFetchNextPageError ? list.error : null}
              next={() => void list.fetchNextPage()}
            />
          </>
        )}
      </div>
    </>
  );
}
