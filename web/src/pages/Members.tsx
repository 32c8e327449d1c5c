import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { membersQuery, type MemberFilters } from '../api/queries';
import type { Person } from '../api/types';
import { FilterRow } from '../components/FilterRow';
import { More } from '../components/More';
import { PageHero } from '../components/PageHero';
import { Pick } from '../components/SearchBox';
import { Bars, Empty, Fault, Loading } from '../components/states';
import { Avatar, Badge, btn, card, EntityTag } from '../components/ui';
import { ago, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

function Card({ p, lang }: { p: Person; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <li className={`${card} relative flex flex-col p-4.5 transition hover:-translate-y-0.5 hover:shadow-pop`}>
      <div className="flex items-center gap-3">
        <Avatar initials={p.initials[lang]} />
        <div className="min-w-0">
          <h3 className="truncate font-sans text-base">
            <Link to="/$lang/members/$id" params={{ lang, id: p.id }} className="after:absolute after:inset-0 hover:text-brand">
              <bdi>{p.name[lang]}</bdi>
            </Link>
          </h3>
          <p className="truncate text-sm text-muted">{p.post?.title[lang] ?? t('members.nopost')}</p>
        </div>
      </div>
      <div className="mt-3">{p.entity && <EntityTag entity={p.entity} lang={lang} wrap />}</div>
      <div className="mt-auto flex flex-wrap items-center gap-1.5 pt-3">
        {p.languages?.map((l) => (
          <Badge key={l}>{t(`language.${l}`)}</Badge>
        ))}
        {p.confirmedAt && (
          <span className="num ms-auto text-xs text-muted">{t('members.confirmed', { ago: ago(p.confirmedAt, lang) })}</span>
        )}
      </div>
    </li>
  );
}

function useFilters() {
  const lang = useLang();
  const filters = useSearch({ strict: false }) as MemberFilters;
  const navigate = useNavigate();
  const set = useCallback(
    (change: Partial<MemberFilters>) =>
      void navigate({
        to: '/$lang/members',
        params: { lang },
        search: (now: MemberFilters) => ({ ...now, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [lang, navigate],
  );
  return [filters, set] as const;
}

/** Who communicates for which entity. */
export function Members() {
  const lang = useLang();
  const { t } = useTranslation();
  const [filters, set] = useFilters();
  const search = useCallback((q?: string) => set({ q }), [set]);
  const list = useInfiniteQuery(membersQuery(filters));
  const items = list.data?.pages.flatMap((page) => page.items);
  const first = list.data?.pages[0];
  const entities = first?.facets.entities ?? [];
  const reset = () => set({ q: undefined, entity: undefined });
  useTitle(t('members.title'));
  const entity = entities.length > 0 && (
    <Pick
      label={t('filter.entity')}
      value={filters.entity ?? 'all'}
      onChange={(v) => set({ entity: v === 'all' ? undefined : v })}
      options={[{ id: 'all', label: t('filter.all') }, ...entities.map((e) => ({ id: e.code, label: e.name[lang] }))]}
    />
  );
  return (
    <>
      <PageHero trail={[{ label: t('gate.members') }]} title={t('members.title')} lede={<p>{t('members.lede')}</p>} />
      <div className="wrap-page relative -mt-20 space-y-6">
        <div className="rounded-card border border-line bg-surface p-4 shadow-card sm:p-5">
          <FilterRow
            title={t('members.filter')}
            label={t('members.search')}
            q={filters.q}
            onSearch={search}
            hint={t('members.hint')}
            picks={entity}
            chips={null}
            active={filters.entity ? 1 : 0}
            count={items && t(list.hasNextPage ? 'people.more' : 'people', { count: items.length })}
            loading={t('loading.page')}
            onReset={reset}
          />
        </div>
        <h2 className="sr-only">{t('members.title')}</h2>
        {!items &&
          (list.error ? (
            <Fault error={list.error} retry={() => void list.refetch()} />
          ) : (
            <Loading label={t('loading.page')}>
              <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
                {Array.from({ length: 9 }, (_, i) => (
                  <div key={i} className={`${card} h-38 p-5`}>
                    <Bars rows={3} />
                  </div>
                ))}
              </div>
            </Loading>
          ))}
        {items?.length === 0 && (
          <Empty title={t('members.none')} body={t('members.none.body')}>
            {(filters.q || filters.entity) && (
              <Button onPress={reset} className={btn.primary}>
                {t('filter.reset')}
              </Button>
            )}
          </Empty>
        )}
        {items && items.length > 0 && (
          <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {items.map((p) => (
              <Card key={p.id} p={p} lang={lang} />
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
