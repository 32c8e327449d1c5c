import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Unlink } from 'lucide-react';
import { endLink, linksQuery } from '../../api/studioWork';
import { moment, type Lang } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { More } from '../More';
import { Press } from '../Press';
import { Bars, Fault, Loading } from '../states';
import { btn } from '../ui';

/** The reader's links to photos that still work, and the end of any of them. */
export function PhotoLinks({ lang }: { lang: Lang }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(linksQuery);
  const links = list.data?.pages.flatMap((page) => page.items);
  const end = useApiMutation({ act: (id: string) => endLink(id), said: t('links.ended') });
  return (
    <section aria-labelledby="links-h" className="border-t border-line pt-4">
      <h3 id="links-h" className="font-sans text-sm font-semibold">
        {t('share.mine')}
      </h3>
      {!links &&
        (list.error ? (
          <Fault error={list.error} retry={() => void list.refetch()} />
        ) : (
          <Loading label={t('loading.page')}>
            <Bars rows={2} />
          </Loading>
        ))}
      {links?.length === 0 && <p className="mt-1 text-sm text-muted">{t('links.none')}</p>}
      <ul className="max-h-64 divide-y divide-line overflow-y-auto">
        {links?.map((one) => (
          <li key={one.id} className="flex items-center gap-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm">
                <bdi>{one.headline[lang]}</bdi>
              </p>
              <p className="num text-xs text-muted">{t('share.until', { at: moment(one.expiresAt, lang) })}</p>
            </div>
            <Press
              onPress={() => end.mutate(one.id)}
              pending={end.isPending && end.given === one.id}
              className={btn.small}
              aria-label={`${t('links.end')}: ${one.headline[lang]}`}
            >
              <Unlink className="size-4" aria-hidden />
              {t('links.end')}
            </Press>
          </li>
        ))}
      </ul>
      <More
        there={list.hasNextPage}
        busy={list.isFetchingNextPage}
        error={list.isFetchNextPageError ? list.error : null}
        next={() => void list.fetchNextPage()}
      />
    </section>
  );
}
