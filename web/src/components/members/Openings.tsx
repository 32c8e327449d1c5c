import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Eye } from 'lucide-react';
import { openingsQuery } from '../../api/members';
import { moment } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { More } from '../More';
import { Bars, Fault, Loading } from '../states';
import { Panel } from '../ui';

/** For the owner of a card: who opened its restricted fields, which, and in what way. */
export function Openings({ id }: { id: string }) {
  const lang = useLang();
  const { t } = useTranslation();
  const list = useInfiniteQuery(openingsQuery(id));
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <Panel id="openings-h" title={t('openings.title')} sub={t('openings.sub')} icon={Eye} className="no-print">
      {!items &&
        (list.error ? (
          <Fault compact error={list.error} retry={() => void list.refetch()} />
        ) : (
          <Loading label={t('loading.page')}>
            <Bars rows={2} />
          </Loading>
        ))}
      {items?.length === 0 && <p className="text-muted">{t('openings.none')}</p>}
      {items && items.length > 0 && (
        <ul className="divide-y divide-line">
          {items.map((one) => (
            <li key={one.id} className="py-2.5 text-sm">
              <p className="font-semibold">
                <bdi>{one.readerName?.[lang] ?? t('openings.somebody')}</bdi>
                {one.readerEntity && (
                  <bdi dir="ltr" className="ms-2 text-xs font-normal text-muted">
                    {one.readerEntity}
                  </bdi>
                )}
              </p>
              <p className="text-muted">
                {t(`openings.by.${one.surface}`, {
                  fields: new Intl.ListFormat(lang).format(one.fields.map((way) => t(`person.${way}`))),
                })}
                {' · '}
                <time dateTime={one.at} className="num">
                  {moment(one.at, lang)}
                </time>
              </p>
            </li>
          ))}
        </ul>
      )}
      <More
        there={list.hasNextPage}
        busy={list.isFetchingNextPage}
        error={list.isFetchNextPageError ? list.error : null}
        next={() => void list.fetchNextPage()}
      />
    </Panel>
  );
}
