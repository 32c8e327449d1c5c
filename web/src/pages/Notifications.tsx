import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BellOff, BellRing, CheckCheck } from 'lucide-react';
import { Switch } from 'react-aria-components';
import {
  bellQuery,
  muteGates,
  noticesQuery,
  readThrough,
  rung,
  type BellFilters,
  type BellState,
  type Notice,
} from '../api/bell';
import { gates, type Gate } from '../components/gates';
import { More } from '../components/More';
import { NoticeLine } from '../components/NoticeLine';
import { HeroTabs, PageHero } from '../components/PageHero';
import { Press } from '../components/Press';
import { Bars, Empty, Fault, Loading } from '../components/states';
import { btn, card, Panel } from '../components/ui';
import { runsOf } from '../lib/bell';
import { atMost, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { useApiMutation } from '../lib/useApiMutation';

/** What happened, the newest first; many alike in one line. */
function Notices({ notices, lang }: { notices: Notice[]; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('bell.title')}>
      <ul className={`${card} divide-y divide-line`}>
        {runsOf(notices).map(({ key, notices: [first, ...rest] }) => (
          <li key={key} className="px-5 py-3">
            <NoticeLine one={first!} lang={lang} />
            {rest.length > 0 && (
              <details className="mt-1 ms-4.5 text-sm">
                <summary className="cursor-pointer text-brand">{t('bell.alike', { count: rest.length })}</summary>
                <ul className="mt-2 space-y-2">
                  {rest.map((one) => (
                    <li key={one.id} className="flex">
                      <NoticeLine one={one} lang={lang} />
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Of which gates one wants to hear. */
function Muting({ bell }: { bell: BellState }) {
  const { t } = useTranslation();
  const { mutate, isPending } = useApiMutation({ act: muteGates, touches: rung });
  const turn = (gate: Gate, on: boolean) => mutate(on ? bell.muted.filter((one) => one !== gate) : [...bell.muted, gate]);
  return (
    <Panel id="mute-h" title={t('bell.gates')} sub={t('bell.gates.sub')}>
      <ul className="space-y-1">
        {gates.map(([gate, Icon]) => (
          <li key={gate}>
            <Switch
              isSelected={!bell.muted.includes(gate)}
              isDisabled={isPending}
              onChange={(on) => turn(gate, on)}
              className="group flex cursor-pointer items-center gap-3 py-1.5 text-sm"
            >
              <Icon className="size-4.5 text-muted" aria-hidden />
              <span className="flex-1">{t(`gate.${gate}`)}</span>
              <span className="flex h-6 w-10 items-center rounded-full border border-line-strong bg-bg p-0.5 transition group-selected:border-brand group-selected:bg-brand group-data-focus-visible:outline-3 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-brand">
                <span className="size-4.5 rounded-full border border-transparent bg-line-strong transition group-selected:bg-on-brand ltr:group-selected:translate-x-4 rtl:group-selected:-translate-x-4" />
              </span>
            </Switch>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Tabs({ filters, bell, lang }: { filters: BellFilters; bell?: BellState; lang: Lang }) {
  const { t } = useTranslation();
  const to = `/${lang}/notifications`;
  const count = (n?: number) => (n ? ` · ${atMost(n, 99, lang)}` : '');
  return (
    <HeroTabs
      label={t('bell.sections')}
      items={[
        { label: t('bell.tab.all'), on: !filters.gate && !filters.unread, to },
        { label: t('bell.tab.new') + count(bell?.unread), on: !filters.gate && filters.unread, to, search: { unread: true } },
        ...gates.map(([gate]) => ({
          label: t(`gate.${gate}`) + count(bell?.byGate[gate]),
          on: filters.gate === gate,
          to,
          search: { gate },
        })),
      ]}
    />
  );
}

/** Everything one was told of; narrowed to a gate or to what is new. */
export function Notifications() {
  const lang = useLang();
  const { t } = useTranslation();
  const filters = useSearch({ strict: false }) as BellFilters;
  const { data: bell } = useQuery(bellQuery);
  const found = useInfiniteQuery(noticesQuery(filters));
  const readAll = useApiMutation({ act: readThrough, said: t('bell.didread'), touches: rung });
  useTitle(t('bell.title'));
  const notices = found.data?.pages.flatMap((page) => page.items);
  const newest = notices?.[0];
  return (
    <>
      <PageHero trail={[{ label: t('bell.title') }]} title={t('bell.title')} lede={<p>{t('bell.lede')}</p>} overlap="half">
        <Tabs filters={filters} bell={bell} lang={lang} />
      </PageHero>
      <div className="wrap-page relative -mt-14 grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="space-y-5">
          {found.error && !notices ? (
            <Fault error={found.error} retry={() => void found.refetch()} />
          ) : !notices ? (
            <Loading label={t('loading.page')}>
              <div className={`${card} p-6`}>
                <Bars rows={8} tall="h-6" />
              </div>
            </Loading>
          ) : notices.length === 0 ? (
            <Empty icon={BellOff} title={t('bell.empty')} body={t(filters.unread ? 'bell.empty.read' : 'bell.empty.body')}>
              {(filters.unread || filters.gate) && (
                <Link to="/$lang/notifications" params={{ lang }} className={btn.quiet}>
                  {t('bell.tab.all')}
                </Link>
              )}
            </Empty>
          ) : (
            <Notices notices={notices} lang={lang} />
          )}
          <More
            there={found.hasNextPage}
            busy={found.isFetchingNextPage}
            error={found.isFetchNextPageError ? found.error : null}
            next={() => void found.fetchNextPage()}
          />
        </div>
        <div className="space-y-5 max-lg:order-first">
          <Panel id="read-h" title={t('bell.new')} icon={BellRing}>
            <p className="num mb-3 text-sm text-muted" role="status">
              {bell
                ? bell.unread
                  ? t('bell.count', { n: atMost(bell.unread, 99, lang) })
                  : t('bell.allread')
                : t('loading.page')}
            </p>
            <Press
              pending={readAll.isPending || !newest || !bell?.unread}
              onPress={() => newest && readAll.mutate(newest.id)}
              className={btn.quiet}
            >
              <CheckCheck className="size-4.5" aria-hidden />
              {t('bell.readall')}
            </Press>
          </Panel>
          {bell && <Muting bell={bell} />}
        </div>
      </div>
    </>
  );
}
