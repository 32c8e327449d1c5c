import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Radio, Webhook } from 'lucide-react';
import { eventTypesQuery, subscriptionsQuery } from '../api/events';
import { sessionQuery } from '../api/queries';
import { EventTypes } from '../components/events/EventTypes';
import { Fare } from '../components/events/Fare';
import { NewSubscription } from '../components/events/NewSubscription';
import { PageHero } from '../components/PageHero';
import { Bars, Empty, Fault, Loading } from '../components/states';
import { card, Panel } from '../components/ui';
import type { Me } from '../api/types';
import type { Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

/** Who has events sent to a system: an entity's director and editors, and those who look after the whole network. */
const HOLDERS = ['entity-director', 'entity-editor', 'network-admin', 'secretariat-editor', 'reviewer', 'ops'];
const holds = (me?: Me) => me?.roles.some((one) => HOLDERS.includes(one.role)) ?? false;

function Subscriptions({ lang }: { lang: Lang }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(subscriptionsQuery);
  if (error) return <Fault error={error} retry={() => void refetch()} />;
  return (
    <Panel id="subs-h" title={t('events.subs')} sub={t('events.subs.sub')} icon={Webhook} flush>
      {!data ? (
        <div className="p-5">
          <Loading label={t('loading.page')}>
            <Bars rows={3} />
          </Loading>
        </div>
      ) : data.items.length === 0 ? (
        <div className="p-5">
          <Empty icon={Radio} title={t('events.subs.none')} body={t('events.subs.none.body')} level={3} />
        </div>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {data.items.map((one) => (
            <li key={one.id} className="relative flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-3">
              <span className="min-w-0 flex-1 basis-56">
                <Link
                  to="/$lang/subscriptions/$id"
                  params={{ lang, id: one.id }}
                  className="font-semibold after:absolute after:inset-0 hover:text-brand"
                >
                  <bdi>{one.name}</bdi>
                </Link>
                <span className="block truncate text-sm text-muted">
                  <bdi dir="ltr">{one.sink}</bdi>
                </span>
              </span>
              <bdi dir="ltr" className="text-xs text-muted">
                {one.entity}
              </bdi>
              <Fare one={one} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What is announced, for entities' systems; and which systems are told. */
export function Events() {
  const lang = useLang();
  const { t } = useTranslation();
  const { data: me } = useQuery(sessionQuery);
  const { data: types, error, refetch } = useQuery(eventTypesQuery);
  useTitle(t('events.title'));
  return (
    <>
      <PageHero trail={[{ label: t('events.title') }]} title={t('events.title')} lede={<p>{t('events.lede')}</p>} overlap="half">
        {holds(me) && types && <NewSubscription types={types.items} lang={lang} />}
      </PageHero>
      <div className="wrap-page relative -mt-14 space-y-6">
        {holds(me) && <Subscriptions lang={lang} />}
        <h2 className="text-xl">{t('events.types')}</h2>
        {error ? (
          <Fault error={error} retry={() => void refetch()} />
        ) : types ? (
          <EventTypes types={types.items} lang={lang} />
        ) : (
          <Loading label={t('loading.page')}>
            <div className={`${card} p-6`}>
              <Bars rows={8} />
            </div>
          </Loading>
        )}
      </div>
    </>
  );
}
