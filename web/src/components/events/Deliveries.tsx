import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Send } from 'lucide-react';
import {
  deliveriesQuery,
  deliveryStates,
  settleDelivery,
  touched,
  type Attempt,
  type Delivery,
  type DeliveryState,
} from '../../api/events';
import { amount, moment, num, type Lang } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { More } from '../More';
import { Press } from '../Press';
import { Bars, Empty, Fault, Loading } from '../states';
import { Badge, btn, chip, CopyButton, Panel, type Tone } from '../ui';

const tone: Record<DeliveryState, Tone> = {
  pending: 'plain',
  delivered: 'ok',
  failed: 'warn',
  dead: 'danger',
  skipped: 'plain',
  withheld: 'plain',
};

function AttemptRow({ one, lang }: { one: Attempt; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <li className="num flex flex-wrap items-center gap-x-3 text-xs text-muted">
      <span>{moment(one.at, lang)}</span>
      <b className="text-ink">
        <bdi dir="ltr">{one.status ?? one.error}</bdi>
      </b>
      <span>{amount(one.durationMs, 'millisecond', lang)}</span>
      {one.traceId && (
        <span className="flex items-center">
          {t('events.trace')}
          <CopyButton small text={one.traceId} label={t('events.trace.copy')} />
        </span>
      )}
      {one.responseSnippet && (
        <bdi dir="ltr" className="w-full truncate">
          {one.responseSnippet}
        </bdi>
      )}
    </li>
  );
}

function Row({ id, one, lang }: { id: string; one: Delivery; lang: Lang }) {
  const { t } = useTranslation();
  const act = useApiMutation({
    act: (verb: 'retry' | 'skip') => settleDelivery(id, one.position, verb),
    touches: touched,
  });
  const waits = one.state === 'failed' || one.state === 'dead';
  return (
    <li className="px-5 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="num text-xs text-muted">#{num(one.position, lang)}</span>
        <bdi dir="ltr" className="min-w-0 flex-1 text-sm font-semibold break-all">
          {one.eventType}
        </bdi>
        <Badge tone={tone[one.state]}>{t(`events.state.${one.state}`)}</Badge>
      </div>
      <details className="mt-1 text-sm">
        <summary className="cursor-pointer text-muted">{t('events.attempts', { count: one.attempts.length })}</summary>
        <ul className="mt-1.5 space-y-1">
          {one.attempts.map((attempt) => (
            <AttemptRow key={attempt.at} one={attempt} lang={lang} />
          ))}
        </ul>
      </details>
      {waits && (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          {one.nextAttemptAt && (
            <span className="num text-xs text-muted">{t('events.next', { at: moment(one.nextAttemptAt, lang) })}</span>
          )}
          {(['retry', 'skip'] as const).map((verb) => (
            <Press
              key={verb}
              pending={act.isPending}
              onPress={() => act.mutate(verb)}
              className={btn.small}
              aria-label={`${t(`events.${verb}`)}: #${one.position}`}
            >
              {t(`events.${verb}`)}
            </Press>
          ))}
        </div>
      )}
    </li>
  );
}

/** What was sent, with every attempt and its trace, the newest first. */
export function Deliveries({ id, state, lang }: { id: string; state?: DeliveryState; lang: Lang }) {
  const { t } = useTranslation();
  const found = useInfiniteQuery(deliveriesQuery(id, state));
  const items = found.data?.pages.flatMap((page) => page.items);
  return (
    <Panel id="deliveries-h" title={t('events.log')} sub={t('events.log.sub')} icon={Send} flush>
      <nav aria-label={t('events.states')} className="no-scrollbar flex gap-2 overflow-x-auto px-5 pb-3">
        {[undefined, ...deliveryStates].map((one) => (
          <Link
            key={one ?? 'all'}
            to="/$lang/subscriptions/$id"
            params={{ lang, id }}
            search={{ log: one }}
            resetScroll={false}
            aria-current={state === one ? 'page' : undefined}
            className={chip}
          >
            {t(one ? `events.state.${one}` : 'events.state.all')}
          </Link>
        ))}
      </nav>
      {found.error && !items ? (
        <div className="p-5">
          <Fault error={found.error} retry={() => void found.refetch()} compact />
        </div>
      ) : !items ? (
        <div className="p-5">
          <Loading label={t('loading.page')}>
            <Bars rows={6} />
          </Loading>
        </div>
      ) : items.length === 0 ? (
        <div className="p-5">
          <Empty icon={Send} title={t('events.log.none')} level={3} />
        </div>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {items.map((one) => (
            <Row key={one.id} id={id} one={one} lang={lang} />
          ))}
        </ul>
      )}
      <div className="p-4">
        <More
          there={found.hasNextPage}
          busy={found.isFetchingNextPage}
          error={found.isFetchNextPageError ? found.error : null}
          next={() => void found.fetchNextPage()}
        />
      </div>
    </Panel>
  );
}
