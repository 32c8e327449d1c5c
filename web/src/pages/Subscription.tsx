import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { subscriptionQuery, type DeliveryState } from '../api/events';
import { asProblem } from '../api/problem';
import { Deliveries } from '../components/events/Deliveries';
import { Fare } from '../components/events/Fare';
import { SubscriptionActs } from '../components/events/SubscriptionActs';
import { PageHero } from '../components/PageHero';
import { Unready } from '../components/Unready';
import { Fact, Panel } from '../components/ui';
import { ago, moment, num } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { NotFound } from './Faults';

/** One subscription: where it goes, how its receiver fares, what was sent and what came of it. */
export function Subscription() {
  const lang = useLang();
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const { log } = useSearch({ strict: false }) as { log?: DeliveryState };
  const { data: one, error, refetch } = useQuery(subscriptionQuery(id));
  useTitle(one?.name ?? t('events.subs'));
  const trail = [{ label: t('events.title'), to: '/events' }, { label: one?.name ?? t('events.subs') }];
  if (error && [403, 404].includes(asProblem(error).status)) return <NotFound />;
  if (!one) return <Unready trail={trail} error={error} retry={() => void refetch()} />;
  const { receiver } = one;
  return (
    <>
      <PageHero trail={trail} title={<bdi>{one.name}</bdi>} above={<Fare one={one} />} overlap="half" />
      <div className="wrap-page relative -mt-14 space-y-5">
        <Panel id="facts-h" title={t('events.facts')}>
          <dl className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4">
            <Fact k={t('events.sink')} className="sm:col-span-2">
              <bdi dir="ltr" className="break-all">
                {one.sink}
              </bdi>
            </Fact>
            <Fact k={t('events.entity')}>
              <bdi dir="ltr">{one.entity}</bdi>
            </Fact>
            <Fact k={t('events.position')}>{num(one.position, lang)}</Fact>
            <Fact k={t('events.confirmed')}>
              {receiver.confirmed
                ? receiver.checkedAt && moment(receiver.checkedAt, lang)
                : (receiver.error ?? t('events.notyet'))}
            </Fact>
            <Fact k={t('events.failing')}>{receiver.failingSince ? ago(receiver.failingSince, lang) : t('events.no')}</Fact>
            {one.missed && (
              <Fact k={t('events.missed')} className="sm:col-span-2">
                {t(one.missed.reason === 'gone' ? 'events.missed.gone' : 'events.missed.ahead', {
                  next: num(one.missed.next, lang),
                  ago: ago(one.missed.at, lang),
                })}
              </Fact>
            )}
            <Fact k={t('events.which')} className="sm:col-span-2">
              {one.types.length ? (
                <bdi dir="ltr" className="break-all">
                  {one.types.join(', ')}
                </bdi>
              ) : (
                t('events.every')
              )}
            </Fact>
          </dl>
          <div className="mt-5 border-t border-line pt-4">
            <SubscriptionActs one={one} lang={lang} />
          </div>
        </Panel>
        <Deliveries id={id} state={log} lang={lang} />
      </div>
    </>
  );
}
