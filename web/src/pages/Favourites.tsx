import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Star, StarOff, Undo2 } from 'lucide-react';
import { keep } from '../api/forum';
import { forumQuery, queryClient } from '../api/queries';
import type { Summary } from '../api/types';
import { CampaignCard } from '../components/CampaignCard';
import { More } from '../components/More';
import { PageHero } from '../components/PageHero';
import { Press } from '../components/Press';
import { Bars, Empty, Fault, Loading } from '../components/states';
import { btn, card } from '../components/ui';
import type { Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { useApiMutation } from '../lib/useApiMutation';

/** A kept campaign; once let go its place stays, with the way back, until the reader leaves the page. */
function Kept({ c, lang }: { c: Summary; lang: Lang }) {
  const { t } = useTranslation();
  const [kept, set] = useState(true);
  // The list stays as it was: nothing is asked for anew.
  const { mutate, isPending } = useApiMutation({
    act: (wanted: boolean) => keep(c.id, wanted),
    onDone: (_, wanted) => set(wanted),
    touches: [],
  });
  if (!kept)
    return (
      <li className={`${card} grid place-items-center border-dashed p-6 text-center`}>
        <div role="status">
          <p className="text-muted">
            {t('kept.gone')} <bdi className="font-semibold text-ink">{c.title[lang]}</bdi>
          </p>
          <Press pending={isPending} onPress={() => mutate(true)} className={`${btn.small} mt-3`}>
            <Undo2 className="flip size-4" aria-hidden />
            {t('kept.undo')}
          </Press>
        </div>
      </li>
    );
  return (
    <li className="flex flex-col gap-2">
      <CampaignCard c={c} lang={lang} />
      <Press
        pending={isPending}
        onPress={() => mutate(false)}
        className={`${btn.small} self-start`}
        aria-label={`${t('kept.remove')}: ${c.title[lang]}`}
      >
        <StarOff className="size-4" aria-hidden />
        {t('kept.remove')}
      </Press>
    </li>
  );
}

/** The campaigns one keeps, the newest first. */
export function Favourites() {
  const lang = useLang();
  const { t } = useTranslation();
  useTitle(t('kept.title'));
  const found = useInfiniteQuery(forumQuery({ favourite: true }));
  useEffect(() => () => void queryClient.invalidateQueries({ queryKey: ['screen', 'forum'] }), []);
  const items = found.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHero trail={[{ label: t('kept.title') }]} title={t('kept.title')} lede={<p>{t('kept.lede')}</p>} overlap="half" />
      <div className="wrap-page relative -mt-14 space-y-6">
        {found.error && !items ? (
          <Fault error={found.error} retry={() => void found.refetch()} />
        ) : !items ? (
          <Loading label={t('loading')}>
            <div className={`${card} p-6`}>
              <Bars rows={6} tall="h-6" />
            </div>
          </Loading>
        ) : items.length === 0 ? (
          <Empty icon={Star} title={t('kept.none')} body={t('kept.none.body')}>
            <Link to="/$lang/forum" params={{ lang }} className={btn.primary}>
              {t('gate.forum')}
            </Link>
          </Empty>
        ) : (
          <section>
            <h2 className="sr-only">{t('forum.tab.campaigns')}</h2>
            <ul className="grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-3">
              {items.map((c) => (
                <Kept key={c.id} c={c} lang={lang} />
              ))}
            </ul>
          </section>
        )}
        <More
          there={found.hasNextPage}
          busy={found.isFetchingNextPage}
          error={found.isFetchNextPageError ? found.error : null}
          next={() => void found.fetchNextPage()}
        />
      </div>
    </>
  );
}
