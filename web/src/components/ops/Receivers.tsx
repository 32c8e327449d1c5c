import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CircleCheck, CirclePause, CircleX, RotateCw, Send } from 'lucide-react';
import type { Receiver } from '../../api/ops';
import { ago, num, type Lang } from '../../lib/dates';
import { isFailing } from '../../lib/ops';
import { Badge, Panel, type Tone } from '../ui';

const look = {
  steady: ['ok', CircleCheck],
  failing: ['warn', RotateCw],
  disabled: ['danger', CircleX],
  paused: ['plain', CirclePause],
} as const satisfies Record<string, [Tone, unknown]>;
const fareOf = (one: Receiver) =>
  one.status === 'disabled' || one.status === 'paused' ? one.status : isFailing(one) ? 'failing' : 'steady';
const isTaken = (one: Receiver['attempts'][number]) => one.status !== null && one.status >= 200 && one.status < 300;

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
  const fare = fareOf(one);
  const [tone, icon] = look[fare];
  const latest = one.attempts[0];
  const share = one.attempts.length ? one.attempts.filter(isTaken).length / one.attempts.length : null;
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
          {one.nextAttemptAt && fare === 'failing' && ` · ${t('ops.next', { ago: ago(one.nextAttemptAt, lang) })}`}
          {one.waiting > 0 && ` · ${t('ops.waiting', { n: num(one.waiting, lang) })}`}
        </span>
      </span>
      <Ticks attempts={one.attempts} />
      <b className="num w-12 text-end text-sm">{share === null ? '–' : num(share, lang, { style: 'percent' })}</b>
      <span className="flex min-w-24 justify-end">
        <Badge tone={tone} icon={icon}>
          {t(`ops.fare.${fare}`)}
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

export function Receivers({ receivers, traces, lang }: { receivers: Receiver[]; traces: string; lang: Lang }) {
  const { t } = useTranslation();
  const worst = receivers.toSorted((a, b) => Number(isFailing(b)) - Number(isFailing(a)));
  return (
    <Panel id="receivers" title={t('ops.receivers')} sub={t('ops.receivers.sub')} icon={Send} flush>
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
