import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Inbox } from 'lucide-react';
import { sessionQuery } from '../api/queries';
import type { Desk, PhotoCard } from '../api/studio';
import { deskOf, deskQuery, desks } from '../api/studioWork';
import { More } from '../components/More';
import { PageHero } from '../components/PageHero';
import { Bars, Empty, Fault, Loading } from '../components/states';
import { Picture } from '../components/studio/PhotoGrid';
import { PhotoStateBadge } from '../components/studio/PhotoStateBadge';
import { StudioTabs } from '../components/studio/StudioTabs';
import { Badge, card, chip } from '../components/ui';
import { ago, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

function Waiting({ photo, lang }: { photo: PhotoCard; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <li className={`${card} group relative overflow-hidden transition hover:-translate-y-0.5 hover:shadow-pop`}>
      <Picture photo={photo} lang={lang} width={400} className="aspect-3/2 w-full bg-line object-cover" />
      <div className="space-y-1.5 p-4">
        <h2 className="truncate font-sans text-base">
          <Link
            to="/$lang/studio/$number"
            params={{ lang, number: photo.number }}
            className="after:absolute after:inset-0 group-hover:text-brand"
          >
            <bdi>{photo.headline[lang] || t('studio.untitled')}</bdi>
          </Link>
        </h2>
        <p className="flex flex-wrap items-center gap-2">
          <PhotoStateBadge state={photo.state} />
          {photo.waitsFor && (
            <Badge tone={photo.waitsFor === 'signature' ? 'accent' : 'plain'}>{t(`studio.waits.${photo.waitsFor}`)}</Badge>
          )}
          <bdi dir="ltr" className="num text-xs whitespace-nowrap text-muted">
            {photo.number}
          </bdi>
          <span className="num ms-auto text-xs text-muted">{ago(photo.updatedAt, lang)}</span>
        </p>
      </div>
    </li>
  );
}

/** What waits in the Studio, by what is to be done with it. */
export function StudioDesk() {
  const lang = useLang();
  const { t } = useTranslation();
  const { data: me } = useQuery(sessionQuery);
  const { desk = deskOf(me) } = useSearch({ strict: false }) as { desk?: Desk };
  const list = useInfiniteQuery(deskQuery(desk));
  const photos = list.data?.pages.flatMap((page) => page.items);
  useTitle(t('studio.room.desk'));
  return (
    <>
      <PageHero
        trail={[{ label: t('gate.studio'), to: '/studio' }, { label: t('studio.room.desk') }]}
        title={t('studio.room.desk')}
        lede={<p>{t('studio.desk.lede')}</p>}
        overlap="none"
      >
        <StudioTabs on="desk" />
      </PageHero>
      <div className="wrap-page mt-6 space-y-6">
        <nav aria-label={t('studio.desks')} className="flex flex-wrap gap-2">
          {(Object.keys(desks) as Desk[]).map((one) => (
            <Link
              key={one}
              to="/$lang/studio/desk"
              params={{ lang }}
              search={{ desk: one }}
              aria-current={one === desk ? 'page' : undefined}
              className={chip}
            >
              {t(`studio.desk.${one}`)}
            </Link>
          ))}
        </nav>
        {!photos &&
          (list.error ? (
            <Fault error={list.error} retry={() => void list.refetch()} />
          ) : (
            <Loading label={t('loading.page')}>
              <div className="grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-3">
                {Array.from({ length: 6 }, (_, i) => (
                  <div key={i} className={`${card} overflow-hidden`}>
                    <span className="skeleton block aspect-3/2" />
                    <div className="p-4">
                      <Bars rows={2} />
                    </div>
                  </div>
                ))}
              </div>
            </Loading>
          ))}
        {photos?.length === 0 && <Empty icon={Inbox} title={t('studio.desk.none')} body={t(`studio.desk.${desk}.none`)} />}
        {!!photos?.length && (
          <ul className="grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-3">
            {photos.map((one) => (
              <Waiting key={one.number} photo={one} lang={lang} />
            ))}
          </ul>
        )}
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
