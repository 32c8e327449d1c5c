import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Building2 } from 'lucide-react';
import { entityListQuery, type EntityFilters } from '../api/members';
import { sessionQuery } from '../api/queries';
import { keepsEntities } from '../api/session';
import { entityKinds, sectors, type EntitySummary } from '../api/types';
import { FilterRow } from '../components/FilterRow';
import { Act } from '../components/members/Act';
import { More } from '../components/More';
import { PrintList } from '../components/PrintList';
import { PageHero } from '../components/PageHero';
import { Pick } from '../components/SearchBox';
import { Bars, Empty, Fault, Loading } from '../components/states';
import { Badge, btn, card, chip, EntityTag } from '../components/ui';
import { useLang } from '../lib/lang';
import { later } from '../lib/later';
import { useTitle } from '../lib/text';

const NewEntity = later(async () => (await import('../components/members/EntityForms')).NewEntity, 'memberforms');
const nothing: EntityFilters = { q: undefined, entityKind: undefined, standing: undefined, sector: undefined };

function Entry({ e }: { e: EntitySummary }) {
  const lang = useLang();
  const { t, i18n } = useTranslation();
  const said = e.sectors.map((one) => (i18n.exists(`sector.${one}`) ? t(`sector.${one}`) : one));
  return (
    <li className="print-break">
      <Link
        to="/$lang/entities/$code"
        params={{ lang, code: e.code }}
        className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-5 py-3.5 hover:bg-raised"
      >
        <span className="min-w-0 flex-1 basis-60 font-semibold">
          <EntityTag entity={e} lang={lang} wrap inherit />
        </span>
        {said.length > 0 && <span className="text-sm text-muted">{new Intl.ListFormat(lang).format(said)}</span>}
        <Badge tone="accent">{t(`entity.kind.${e.kind}`)}</Badge>
        {e.status !== 'active' && <Badge tone="warn">{t(`entity.status.${e.status}`)}</Badge>}
      </Link>
    </li>
  );
}

/** All entities of the network, the ended ones on demand. */
export function Entities() {
  const lang = useLang();
  const { t } = useTranslation();
  const filters = useSearch({ strict: false }) as EntityFilters;
  const navigate = useNavigate();
  const { data: me } = useQuery(sessionQuery);
  const list = useInfiniteQuery(entityListQuery(filters));
  const items = list.data?.pages.flatMap((page) => page.items);
  const set = useCallback(
    (change: Partial<EntityFilters>) =>
      void navigate({
        to: '/$lang/entities',
        params: { lang },
        search: (now: EntityFilters) => ({ ...now, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [lang, navigate],
  );
  const search = useCallback((q?: string) => set({ q }), [set]);
  const reset = () => set(nothing);
  useTitle(t('entities.title'));
  const pick = (name: 'entityKind' | 'sector', all: readonly string[], word: string) => (
    <Pick
      label={t(name === 'entityKind' ? 'entity.kind' : 'members.sector')}
      value={filters[name] ?? 'all'}
      onChange={(v) => set({ [name]: v === 'all' ? undefined : v })}
      options={[
        { id: 'all', label: t(name === 'sector' ? 'entities.sector.all' : 'entities.kind.all') },
        ...all.map((id) => ({ id, label: t(`${word}.${id}`) })),
      ]}
    />
  );
  return (
    <>
      <PageHero
        trail={[{ label: t('gate.members'), to: '/members' }, { label: t('entities.title') }]}
        title={t('entities.title')}
        lede={<p>{t('entities.lede')}</p>}
      >
        {keepsEntities(me) && (
          <Act icon={Building2} label={t('entity.register')} title={t('entity.register')} look="gold">
            {(close) => <NewEntity close={close} />}
          </Act>
        )}
        <PrintList list={list} />
      </PageHero>
      <div className="wrap-page relative -mt-20 space-y-6 print:mt-4">
        <div className={`${card} no-print p-4 sm:p-5`}>
          <FilterRow
            title={t('entities.filter')}
            label={t('entities.search')}
            q={filters.q}
            onSearch={search}
            picks={
              <>
                {pick('entityKind', entityKinds, 'entity.kind')}
                {pick('sector', sectors, 'sector')}
              </>
            }
            chips={
              <ToggleButtonGroup
                aria-label={t('entities.status')}
                selectionMode="single"
                selectedKeys={filters.standing ? [filters.standing] : []}
                onSelectionChange={(keys) => set({ standing: [...keys][0] as EntityFilters['standing'] })}
                className="flex flex-wrap gap-2"
              >
                {(['active', 'merged', 'dissolved'] as const).map((status) => (
                  <ToggleButton key={status} id={status} className={chip}>
                    {t(`entity.status.${status}`)}
                  </ToggleButton>
                ))}
              </ToggleButtonGroup>
            }
            active={[filters.entityKind, filters.sector, filters.standing].filter(Boolean).length}
            count={items && t(list.hasNextPage ? 'entities.more' : 'entities', { count: items.length })}
            loading={t('loading.page')}
            onReset={reset}
          />
        </div>
        <h2 className="sr-only">{t('entities.title')}</h2>
        {!items &&
          (list.error ? (
            <Fault error={list.error} retry={() => void list.refetch()} />
          ) : (
            <Loading label={t('loading.page')}>
              <div className={`${card} h-120 p-6`}>
                <Bars rows={9} />
              </div>
            </Loading>
          ))}
        {items?.length === 0 && (
          <Empty title={t('entities.none')} body={t('entities.none.body')}>
            <Button onPress={reset} className={btn.primary}>
              {t('filter.reset')}
            </Button>
          </Empty>
        )}
        {items && items.length > 0 && (
          <ul className={`${card} divide-y divide-line overflow-hidden`}>
            {items.map((e) => (
              <Entry key={e.code} e={e} />
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
