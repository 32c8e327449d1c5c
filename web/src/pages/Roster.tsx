import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { CalendarX } from 'lucide-react';
import { rosterQuery } from '../api/members';
import { Answering } from '../components/members/Duty';
import { EntityLink } from '../components/members/EntityLink';
import { input, Labelled } from '../components/members/inputs';
import { More } from '../components/More';
import { PrintList } from '../components/PrintList';
import { PageHero } from '../components/PageHero';
import { Bars, Empty, Fault, Loading } from '../components/states';
import { btn, card } from '../components/ui';
import { fromWallClock, moment, toWallClock } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

/** Who answers for each entity, now or at an instant to come. */
export function Roster() {
  const lang = useLang();
  const { t } = useTranslation();
  const { at } = useSearch({ strict: false }) as { at?: string };
  const navigate = useNavigate();
  const list = useInfiniteQuery(rosterQuery(at));
  const items = list.data?.pages.flatMap((page) => page.items);
  const ask = (instant?: string) =>
    void navigate({ to: '/$lang/roster', params: { lang }, search: { at: instant }, replace: true, resetScroll: false });
  useTitle(t('roster.title'));
  return (
    <>
      <PageHero
        trail={[{ label: t('gate.members'), to: '/members' }, { label: t('roster.title') }]}
        title={t('roster.title')}
        lede={<p className="num">{at ? t('roster.at', { time: moment(at, lang) }) : t('roster.lede')}</p>}
      >
        <PrintList list={list} />
      </PageHero>
      <div className="wrap-page relative -mt-20 space-y-6 print:mt-4">
        <div className={`${card} no-print flex flex-wrap items-end gap-4 p-4 sm:p-5`}>
          <div className="w-full max-w-xs">
            <Labelled label={`${t('roster.when')} (${t('roster.zone')})`}>
              {(id) => (
                <input
                  {...id}
                  type="datetime-local"
                  value={at ? toWallClock(at) : ''}
                  onChange={(e) => ask(e.target.value ? fromWallClock(e.target.value) : undefined)}
                  className={`${input} num`}
                />
              )}
            </Labelled>
          </div>
          {at && (
            <Button onPress={() => ask()} className={btn.quiet}>
              {t('roster.now')}
            </Button>
          )}
        </div>
        <h2 className="sr-only">{t('roster.title')}</h2>
        {!items &&
          (list.error ? (
            <Fault error={list.error} retry={() => void list.refetch()} />
          ) : (
            <Loading label={t('loading.page')}>
              <div className={`${card} h-96 p-6`}>
                <Bars rows={9} />
              </div>
            </Loading>
          ))}
        {items?.length === 0 && <Empty icon={CalendarX} title={t('roster.none')} />}
        {items && items.length > 0 && (
          <ul className={`${card} divide-y divide-line`}>
            {items.map((one) => (
              <li
                key={one.entity.code}
                className="grid grid-cols-1 items-center gap-3 px-5 py-3 md:grid-cols-[20rem_minmax(0,1fr)]"
              >
                <EntityLink entity={one.entity} />
                <Answering answering={one.answering} />
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
      </div>
    </>
  );
}
