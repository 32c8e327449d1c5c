import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Building2, PhoneCall, UserPlus } from 'lucide-react';
import { membersQuery, sessionQuery, type MemberFilters as Filters } from '../api/queries';
import { directs } from '../api/session';
import { Act } from '../components/members/Act';
import { MemberFilters } from '../components/members/MemberFilters';
import { Cards, Rows } from '../components/members/People';
import { Unfilled } from '../components/members/Unfilled';
import { More } from '../components/More';
import { PrintList } from '../components/PrintList';
import { PageHero } from '../components/PageHero';
import { Bars, Empty, Fault, Loading } from '../components/states';
import { btn, card } from '../components/ui';
import { counted } from '../lib/counted';
import { num } from '../lib/dates';
import { useLang } from '../lib/lang';
import { later } from '../lib/later';
import { useTitle } from '../lib/text';

const Export = later(async () => (await import('../components/members/Export')).Export);
const NewPersonForm = later(async () => (await import('../components/members/PersonForms')).NewPersonForm, 'memberforms');

type Search = Filters & { view?: 'cards' };
const nothing: Filters = {
  q: undefined,
  entity: undefined,
  sector: undefined,
  post: undefined,
  speaks: undefined,
  expertise: undefined,
  confirmed: undefined,
};

function useSearchState() {
  const lang = useLang();
  const { view, ...filters } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const set = useCallback(
    (change: Partial<Search>) =>
      void navigate({
        to: '/$lang/members',
        params: { lang },
        search: (now: Search) => ({ ...now, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [lang, navigate],
  );
  return { view, filters, set };
}

const Waiting = () => {
  const { t } = useTranslation();
  return (
    <Loading label={t('loading.page')}>
      <div className={`${card} divide-y divide-line`}>
        {Array.from({ length: 9 }, (_, i) => (
          <div key={i} className="h-17 p-5">
            <Bars rows={1} />
          </div>
        ))}
      </div>
    </Loading>
  );
};

/** Who communicates for which entity, and how to reach them. */
export function Members() {
  const lang = useLang();
  const { t } = useTranslation();
  const { view, filters, set } = useSearchState();
  const list = useInfiniteQuery(membersQuery(filters));
  const items = list.data?.pages.flatMap((page) => page.items);
  const first = list.data?.pages[0];
  const share = first?.confirmation;
  const mine = directs(useQuery(sessionQuery).data);
  const reset = () => set(nothing);
  const narrowed = Object.values(filters).some((v) => v !== undefined);
  useTitle(t('members.title'));
  return (
    <>
      <PageHero
        trail={[{ label: t('gate.members') }]}
        title={t('members.title')}
        lede={<p>{t('members.lede')}</p>}
        stats={
          first && share && share.people > 0
            ? [
                [num(first.facets.entities.length, lang), t('members.stat.entities')],
                [num(share.confirmed / share.people, lang, { style: 'percent' }), t('members.stat.confirmed')],
              ]
            : undefined
        }
      >
        <Link to="/$lang/roster" params={{ lang }} className={`${btn.gold} no-print`}>
          <PhoneCall className="size-4.5" aria-hidden />
          {t('roster.open')}
        </Link>
        <Link to="/$lang/entities" params={{ lang }} className={`${btn.onDark} no-print`}>
          <Building2 className="size-4.5" aria-hidden />
          {t('entities.title')}
        </Link>
        <Export filters={filters} />
        <PrintList list={list} />
        {mine?.length !== 0 && (
          <Act icon={UserPlus} label={t('person.register')} title={t('person.register')} look="onDark">
            {(close) => <NewPersonForm close={close} />}
          </Act>
        )}
      </PageHero>
      <div className="wrap-page relative -mt-20 space-y-6 print:mt-4">
        <div className="no-print rounded-card border border-line bg-surface p-4 shadow-card sm:p-5">
          <MemberFilters
            filters={filters}
            set={set}
            view={view}
            setView={(next) => set({ view: next })}
            entities={first?.facets.entities ?? []}
            sectors={first?.facets.sectors ?? []}
            count={items && counted(t, 'people', items.length, list.hasNextPage, first?.total)}
            reset={reset}
          />
        </div>
        <h2 className="sr-only">{t('members.title')}</h2>
        {!Object.entries(filters).some(([name, value]) => value !== undefined && name !== 'entity') && (
          <Unfilled entity={filters.entity} entities={first?.facets.entities ?? []} />
        )}
        {!items && (list.error ? <Fault error={list.error} retry={() => void list.refetch()} /> : <Waiting />)}
        {items?.length === 0 && (
          <Empty title={t('members.none')} body={t('members.none.body')}>
            {narrowed && (
              <Button onPress={reset} className={btn.primary}>
                {t('filter.reset')}
              </Button>
            )}
          </Empty>
        )}
        {items && items.length > 0 && (
          <>
            {view !== 'cards' && <Rows items={items} />}
            <Cards items={items} className={view === 'cards' ? '' : 'md:hidden print:hidden'} />
          </>
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
