import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CircleCheck, CirclePause, CircleX, RotateCw, Send, Waypoints } from 'lucide-react';
import type { OpsScreen, Receiver } from '../../api/ops';
import { ago, amount, num, type Lang } from '../../lib/dates';
import { type dispatchOf, fareOf, isFailing, isTaken, tracedOf } from '../../lib/ops';
import { Badge, Panel, type Tone } from '../ui';

const look = {
  steady: ['ok', CircleCheck],
  failing: ['warn', RotateCw],
  disabled: ['danger', CircleX],
  paused: ['plain', CirclePause],
} as const satisfies Record<string, [Tone, unknown]>;
const standingOf = (one: Receiver) =>
  one.status === 'disabled' || one.status === 'paused' ? one.status : isFailing(one) ? 'failing' : 'steady';

/** The last attempts, the oldest first: full for taken, low and hollow for not, so that shape tells too. */
function Ticks({ attempts }: { attempts: Receiver['attempts'] }) {
  const { t } = useTranslation();
  const ok = attempts.filter(isTaken).length;
  return (
    <span className="flex h-6 items-end gap-0.5" role="img" aria-label={t('ops.ticks', { ok, bad: attempts.length - ok })}>
      {attempts.toReversed().map((one, i) => (
        <span
          key={i}
          className={`w-1 rounded-full border ${isTaken(one) ? 'h-full border-transparent bg-ok' : 'h-2/5 border-danger bg-danger-soft'}`}
        />
      ))}
    </span>
  );
}

function Row({ one, traces, lang }: { one: Receiver; traces: string; lang: Lang }) {
  const { t } = useTranslation();
  const standing = standingOf(one);
  const [tone, icon] = look[standing];
  const latest = one.attempts[0];
  const fare = fareOf(one.attempts);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-5 py-3">
      <span className="min-w-0 flex-1 basis-48">
        <Link
          to="/$lang/subscriptions/$id"
          params={{ lang, id: one.subscriptionId }}
          className="block truncate text-sm font-semibold hover:text-brand"
        >
          <bdi>{one.name}</bdi>
        </Link>
        <span className="num block text-xs text-muted">
          <bdi dir="ltr">{one.entity}</bdi>
          {one.failingSince && ` · ${t('ops.failing', { ago: ago(one.failingSince, lang) })}`}
          {one.nextAttemptAt && standing === 'failing' && ` · ${t('ops.next', { ago: ago(one.nextAttemptAt, lang) })}`}
          {one.waiting > 0 && ` · ${t('ops.waiting', { n: num(one.waiting, lang) })}`}
        </span>
      </span>
      <Ticks attempts={one.attempts} />
      <span className="num min-w-24 text-end text-xs whitespace-nowrap text-muted">
        <b className="block text-sm text-ink">{fare ? num(fare.share, lang, { style: 'percent' }) : '–'}</b>
        {fare && t('ops.p95', { n: amount(Math.round(fare.p95), 'millisecond', lang) })}
      </span>
      <span className="flex min-w-24 justify-end">
        <Badge tone={tone} icon={icon}>
          {t(`ops.fare.${standing}`)}
        </Badge>
      </span>
      {latest?.traceId && traces && (
        <a href={`${traces}/traces/${latest.traceId}`} target="_blank" rel="noreferrer" className="text-xs text-brand underline">
          {t('ops.trace')}
        </a>
      )}
    </li>
  );
}

type Served = { receivers: Receiver[]; dispatch?: ReturnType<typeof dispatchOf>[number]; traces: string; lang: Lang };

export function Receivers({ receivers, dispatch, traces, lang }: Served) {
  const { t } = useTranslation();
  const worst = receivers.toSorted((a, b) => Number(isFailing(b)) - Number(isFailing(a)));
  return (
    <Panel id="receivers" title={t('ops.receivers')} sub={t('ops.receivers.sub')} icon={Send} flush>
      {dispatch && (
        <p className="num px-5 pb-3 text-sm text-muted">
          {t('ops.dispatch', { age: amount(dispatch.untried, 'second', lang), lanes: num(dispatch.lanes, lang) })}
        </p>
      )}
      {worst.length ? (
        <ul className="divide-y divide-line border-t border-line">
          {worst.map((one) => (
            <Row key={one.subscriptionId} one={one} traces={traces} lang={lang} />
          ))}
        </ul>
      ) : (
        <p className="border-t border-line px-5 py-6 text-sm text-muted">{t('ops.receivers.none')}</p>
      )}
    </Panel>
  );
}

/** The last attempts of all receivers, each a way to its trace: from the browser to the subscriber's answer. */
export function Traces({ screen, lang }: { screen: OpsScreen; lang: Lang }) {
  const { t } = useTranslation();
  const traced = tracedOf(screen, 8);
  if (!screen.traces || !traced.length) return null;
  return (
    <Panel id="traces" title={t('ops.latest')} sub={t('ops.latest.sub')} icon={Waypoints} flush>
      <ul className="divide-y divide-line border-t border-line">
        {traced.map((one) => (
          <li key={one.subscriptionId + one.at} className="relative flex items-baseline gap-3 px-5 py-2.5 text-sm">
            <a
              href={`${screen.traces}/traces/${one.traceId}`}
              target="_blank"
              rel="noreferrer"
              className="min-w-0 flex-1 truncate after:absolute after:inset-0 hover:text-brand"
            >
              <bdi>{one.name}</bdi>
            </a>
            <span className={`num text-xs ${isTaken(one) ? 'text-ok' : 'text-danger'}`}>{one.status ?? t('ops.unanswered')}</span>
            <span className="num shrink-0 text-xs text-muted">{ago(one.at, lang)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
