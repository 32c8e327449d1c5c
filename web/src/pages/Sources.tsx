import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { BookOpen } from 'lucide-react';
import { sessionQuery } from '../api/queries';
import {
  documentCountQuery,
  documentsQuery,
  entitiesQuery,
  kinds,
  states,
  type SourceFilters,
  type SourceKind,
} from '../api/sources';
import { edits, reviews, writes } from '../api/session';
import { FilterRow } from '../components/FilterRow';
import { More } from '../components/More';
import { Pick } from '../components/SearchBox';
import { DocumentCard, DocumentSkeleton } from '../components/sources/DocumentCard';
import { SourcesHero } from '../components/sources/SourcesHero';
import { Empty, Fault, Loading } from '../components/states';
import { btn, chip } from '../components/ui';
import { counted } from '../lib/counted';
import { useLang } from '../lib/lang';
import { later } from '../lib/later';
import { useTitle } from '../lib/text';

const NewDocument = later(async () => (await import('../components/sources/NewDocument')).NewDocument);

const forReaders = 5;
const grid = 'grid grid-cols-1 gap-5 md:grid-cols-2 xl:grid-cols-3';

/** The library of the network: guides, policies, templates, with the version in force of each. */
export function Sources() {
  const lang = useLang();
  const { t } = useTranslation();
  const filters = useSearch({ strict: false }) as SourceFilters;
  const navigate = useNavigate();
  const { data: me } = useQuery(sessionQuery);
  const { data: entities } = useQuery(entitiesQuery);
  useTitle(t('gate.sources'));
  const set = useCallback(
    (change: Partial<SourceFilters>) =>
      void navigate({
        to: '/$lang/sources',
        params: { lang },
        search: (now: SourceFilters) => ({ ...now, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [lang, navigate],
  );
  const search = useCallback((q?: string) => set({ q }), [set]);
  const reset = () => set({ q: undefined, kind: undefined, state: undefined, entity: undefined });
  const list = useInfiniteQuery(documentsQuery(filters));
  const items = list.data?.pages.flatMap((page) => page.items);
  const { data: total } = useQuery({ ...documentCountQuery(filters), enabled: list.hasNextPage });
  const editor = writes(me) || reviews(me);
  const filtered = Object.values(filters).some(Boolean);
  const picks = (
    <>
      <Pick
        label={t('filter.entity')}
        value={filters.entity ?? 'all'}
        onChange={(v) => set({ entity: v === 'all' ? undefined : v })}
        options={[{ id: 'all', label: t('filter.all') }, ...(entities ?? []).map((e) => ({ id: e.code, label: e.name[lang] }))]}
      />
      <Pick
        label={t('sources.filter.state')}
        value={filters.state ?? 'all'}
        onChange={(v) => set({ state: v === 'all' ? undefined : v })}
        options={[
          { id: 'all', label: t('sources.filter.any') },
          ...states.slice(0, editor ? undefined : forReaders).map((id) => ({ id, label: t(`sources.state.${id}`) })),
        ]}
      />
    </>
  );
  const chips = (
    <ToggleButtonGroup
      aria-label={t('sources.filter.kind')}
      selectionMode="single"
      selectedKeys={filters.kind ? [filters.kind] : []}
      onSelectionChange={(keys) => set({ kind: [...keys][0] as SourceKind | undefined })}
      className="flex flex-wrap gap-2"
    >
      {kinds.slice(0, 5).map((x) => (
        <ToggleButton key={x} id={x} className={chip}>
          {t(`sources.kind.${x}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
  return (
    <>
      <SourcesHero on="documents" side={edits(me) && <NewDocument />} />
      <div className="wrap-page relative -mt-20 space-y-6">
        <div className="rounded-card border border-line bg-surface p-4 shadow-card sm:p-5">
          <FilterRow
            title={t('sources.filter.title')}
            label={t('sources.filter.search')}
            q={filters.q}
            onSearch={search}
            picks={picks}
            chips={chips}
            active={[filters.kind, filters.state, filters.entity].filter(Boolean).length}
            count={items && counted(t, 'sources.count', items.length, list.hasNextPage, total)}
            loading={list.isError ? undefined : t('loading')}
            onReset={reset}
          />
        </div>
        {!items && list.error && <Fault error={list.error} retry={() => void list.refetch()} />}
        {!items && !list.error && (
          <Loading label={t('loading')}>
            <div className={grid}>
              {Array.from({ length: 6 }, (_, i) => (
                <DocumentSkeleton key={i} />
              ))}
            </div>
          </Loading>
        )}
        {items?.length === 0 && !filtered && <Empty icon={BookOpen} title={t('sources.empty')} body={t('sources.empty.body')} />}
        {items?.length === 0 && filtered && (
          <Empty title={t('sources.none')} body={t('sources.none.body')}>
            <Button onPress={reset} className={btn.primary}>
              {t('filter.reset')}
            </Button>
          </Empty>
        )}
        {items && items.length > 0 && (
          <>
            <h2 className="sr-only">{t('sources.tab.documents')}</h2>
            <div className={grid}>
              {items.map((d) => (
                <DocumentCard key={d.id} d={d} q={filters.q} lang={lang} />
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
