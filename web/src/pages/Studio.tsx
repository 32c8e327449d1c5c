import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ImageOff } from 'lucide-react';
import { ratios, studioQuery, type GalleryFilters, type PhotoCard } from '../api/studio';
import { FilterRow } from '../components/FilterRow';
import { More } from '../components/More';
import { PageHero } from '../components/PageHero';
import { Pick } from '../components/SearchBox';
import { Empty, Fault, Loading } from '../components/states';
import { PhotoGrid } from '../components/studio/PhotoGrid';
import { StudioTabs } from '../components/studio/StudioTabs';
import { btn, chip } from '../components/ui';
import { basket, MOST, toggle } from '../lib/basket';
import { dayOf, num } from '../lib/dates';
import { useLang } from '../lib/lang';
import { later } from '../lib/later';
import { useStore } from '../lib/store';
import { useTitle } from '../lib/text';
import { toast } from '../lib/toasts';

const BasketBar = later(async () => (await import('../components/studio/BasketBar')).BasketBar);
const Notices = later(async () => (await import('../components/studio/Notices')).Notices);

const none: GalleryFilters = {
  q: undefined,
  person: undefined,
  occasion: undefined,
  year: undefined,
  ratio: undefined,
  sort: undefined,
};

function useFilters() {
  const lang = useLang();
  const filters = useSearch({ strict: false }) as GalleryFilters;
  const navigate = useNavigate();
  const set = useCallback(
    (change: Partial<GalleryFilters>) =>
      void navigate({
        to: '/$lang/studio',
        params: { lang },
        search: (now: GalleryFilters) => ({ ...now, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [lang, navigate],
  );
  return [filters, set] as const;
}

/** Years in the order they come; the list is sorted by the instant a photo was taken. */
function byYear(photos: PhotoCard[]) {
  const groups: { year: string; photos: PhotoCard[] }[] = [];
  for (const one of photos) {
    const year = one.capturedAt ? dayOf(one.capturedAt).slice(0, 4) : '';
    if (groups.at(-1)?.year !== year) groups.push({ year, photos: [] });
    groups.at(-1)!.photos.push(one);
  }
  return groups;
}

const Waiting = () => (
  <div className="flex flex-wrap gap-3" aria-hidden>
    {[1.5, 1, 1.8, 0.8, 1.5, 1.3, 2.2, 1].map((shape, i) => (
      <span key={i} className="skeleton h-36 sm:h-56" style={{ flexGrow: shape, flexBasis: `${shape * 8}rem` }} />
    ))}
  </div>
);

/** The gallery: every released official photo, found by person, occasion, year and shape. */
export function Studio() {
  const lang = useLang();
  const { t } = useTranslation();
  const [filters, set] = useFilters();
  const search = useCallback((q?: string) => set({ q }), [set]);
  const list = useInfiniteQuery(studioQuery(filters));
  const photos = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const first = list.data?.pages[0];
  const facets = first?.facets;
  const picked = useStore(basket);
  const picks = useMemo(
    () => ({
      picked: new Set(picked),
      toggle: (number: string) => {
        if (!toggle(number)) toast({ tone: 'danger', title: t('basket.full', { count: MOST }) });
      },
    }),
    [picked, t],
  );
  const reset = () => set(none);
  useTitle(t('gate.studio'));
  const choice = <K extends 'person' | 'occasion'>(name: K, options: { id: string; label: string }[]) =>
    options.length > 0 && (
      <Pick
        label={t(`studio.${name}`)}
        value={filters[name] ?? 'all'}
        onChange={(v) => set({ [name]: v === 'all' ? undefined : v })}
        options={[{ id: 'all', label: t('studio.all') }, ...options]}
      />
    );
  const { q, sort, ...narrowed } = filters;
  const active = Object.values(narrowed).filter(Boolean).length + (sort ? 1 : 0);
  return (
    <>
      <PageHero trail={[{ label: t('gate.studio') }]} title={t('gate.studio')} lede={<p>{t('studio.lede')}</p>} overlap="none">
        <StudioTabs on="gallery" />
      </PageHero>
      <div className="wrap-page mt-6 space-y-6">
        <Notices photos={first?.notices ?? []} lang={lang} />
        <FilterRow
          title={t('studio.filter')}
          label={t('studio.search')}
          q={q}
          onSearch={search}
          picks={
            <>
              {choice(
                'person',
                (facets?.persons ?? []).map((p) => ({ id: p.key, label: p.name[lang] })),
              )}
              {choice(
                'occasion',
                (facets?.occasions ?? []).map((o) => ({ id: o.id, label: o.title[lang] })),
              )}
              {!!facets?.years.length && (
                <Pick
                  label={t('studio.year')}
                  value={String(filters.year ?? 'all')}
                  onChange={(v) => set({ year: v === 'all' ? undefined : Number(v) })}
                  options={[
                    { id: 'all', label: t('studio.all') },
                    ...facets.years.map((y) => ({ id: String(y), label: num(y, lang, { useGrouping: false }) })),
                  ]}
                />
              )}
            </>
          }
          chips={ratios
            .filter((r) => facets?.ratios.includes(r) || filters.ratio === r)
            .map((r) => (
              <ToggleButton
                key={r}
                isSelected={filters.ratio === r}
                onChange={(on) => set({ ratio: on ? r : undefined })}
                className={chip}
              >
                {t(`ratio.${r}`)}
              </ToggleButton>
            ))}
          active={active}
          count={photos && t(list.hasNextPage ? 'studio.first' : 'studio.count', { count: photos.length })}
          loading={t('loading.page')}
          onReset={reset}
          tools={
            <Button onPress={() => set({ sort: sort ? undefined : 'oldest' })} className={btn.small}>
              {t(sort ? 'studio.oldest' : 'studio.newest')}
            </Button>
          }
        />
        {!photos &&
          (list.error ? (
            <Fault error={list.error} retry={() => void list.refetch()} />
          ) : (
            <Loading label={t('loading.page')}>
              <Waiting />
            </Loading>
          ))}
        {photos?.length === 0 && (
          <Empty
            icon={ImageOff}
            title={t(active || q ? 'studio.none' : 'studio.empty')}
            body={t(active || q ? 'studio.none.body' : 'studio.empty.body')}
          >
            {(active > 0 || q) && (
              <Button onPress={reset} className={btn.primary}>
                {t('filter.reset')}
              </Button>
            )}
          </Empty>
        )}
        {byYear(photos ?? []).map((group) => (
          <section key={group.year} aria-labelledby={`year-${group.year}`}>
            <h2 id={`year-${group.year}`} className="num mb-3 text-lg">
              {group.year && num(Number(group.year), lang, { useGrouping: false })}
            </h2>
            <PhotoGrid photos={group.photos} lang={lang} picks={picks} label={group.year} />
          </section>
        ))}
        <More
          there={list.hasNextPage}
          busy={list.isFetchingNextPage}
          error={list.isFetchNextPageError ? list.error : null}
          next={() => void list.fetchNextPage()}
        />
        <BasketBar lang={lang} />
      </div>
    </>
  );
}
