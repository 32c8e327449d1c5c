import { useTranslation } from 'react-i18next';
import { Activity, CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { OpsScreen, Operated } from '../../api/ops';
import { ago, amount, num, type Lang } from '../../lib/dates';
import { BEHIND, groupsOf, LATE, outboxesOf } from '../../lib/ops';
import { Badge, Gauge, Panel } from '../ui';

const cell = 'px-2 py-3 first:ps-5 last:pe-5';
const columns = ['service', 'state', 'since', 'version', 'waiting', 'letters'] as const;
/** A phone shows who is well; the rest of the row is for who sits at a desk. */
const wide = (column: string) => (['version', 'waiting', 'letters'].includes(column) ? 'max-sm:hidden' : '');

function State({ one }: { one: Operated }) {
  const { t } = useTranslation();
  if (!one.facts)
    return (
      <Badge tone="danger" icon={CircleX}>
        {t('ops.state.away')}
      </Badge>
    );
  return one.ready ? (
    <Badge tone="ok" icon={CircleCheck}>
      {t('ops.state.ready')}
    </Badge>
  ) : (
    <Badge tone="warn" icon={TriangleAlert}>
      {t('ops.state.unready')}
    </Badge>
  );
}

export function HealthTable({ screen, lang }: { screen: OpsScreen; lang: Lang }) {
  const { t } = useTranslation();
  const waiting = new Map(outboxesOf(screen).map((one) => [one.name, one.depth]));
  const count = (n: number | undefined) => (n === undefined ? '–' : num(n, lang));
  return (
    <Panel id="health" title={t('ops.health')} sub={t('ops.health.sub')} icon={Activity} flush>
      <table className="w-full text-sm">
        <thead>
          <tr className="border-y border-line bg-raised text-xs text-muted">
            {columns.map((column) => (
              <th key={column} scope="col" className={`px-2 py-2 text-start font-normal first:ps-5 last:pe-5 ${wide(column)}`}>
                {t(`ops.col.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {screen.services.map((one) => (
            <tr key={one.name} className={one.ready ? '' : 'bg-warn-soft'}>
              <th scope="row" className={`${cell} text-start font-semibold`}>
                <bdi dir="ltr">{one.name}</bdi>
              </th>
              <td className={cell}>
                <State one={one} />
              </td>
              <td className={`num ${cell}`}>{one.facts ? ago(one.facts.since, lang) : '–'}</td>
              <td className={`num ${cell} ${wide('version')}`}>
                <bdi dir="ltr">{one.facts?.version ?? '–'}</bdi>
              </td>
              <td className={`num ${cell} ${wide('waiting')}`}>{count(waiting.get(one.name))}</td>
              <td className={`num ${cell} ${wide('letters')}`}>{count(one.facts?.letters?.length)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

export function LagPanel({ screen, lang }: { screen: OpsScreen; lang: Lang }) {
  const { t } = useTranslation();
  const topics = screen.services.flatMap((one) => one.facts?.lag ?? []).filter((one) => one.events > 0);
  return (
    <Panel id="lag" title={t('ops.lag')} sub={t('ops.lag.sub', { n: num(BEHIND, lang) })}>
      <ul className="space-y-3">
        {groupsOf(screen).map(({ group, events }) => (
          <li key={group}>
            <p className="flex items-center gap-2 text-sm">
              <bdi dir="ltr" className="min-w-0 truncate font-semibold">
                {group}
              </bdi>
              {events > BEHIND && <TriangleAlert className="size-4 shrink-0 text-warn" aria-label={t('ops.over')} />}
              <b className={`num ms-auto min-w-10 text-end ${events > BEHIND ? 'text-warn' : ''}`}>{num(events, lang)}</b>
            </p>
            <Gauge value={events / BEHIND} />
            {topics
              .filter((one) => one.group === group)
              .map((one) => (
                <p key={one.topic} className="num flex justify-between gap-2 text-xs text-muted">
                  <bdi dir="ltr">{one.topic}</bdi>
                  {num(one.events, lang)}
                </p>
              ))}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function OutboxPanel({ screen, lang }: { screen: OpsScreen; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Panel id="outbox" title={t('ops.outbox')} sub={t('ops.outbox.sub', { n: amount(LATE, 'second', lang) })}>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-5">
        {outboxesOf(screen).map((one) => {
          const late = one.age > LATE;
          return (
            <li key={one.name} className={`rounded-xl border border-transparent px-4 py-2.5 ${late ? 'bg-warn-soft' : 'bg-bg'}`}>
              <span className="block truncate text-xs text-muted">
                <bdi dir="ltr">{one.name}</bdi>
              </span>
              <span className={`num display text-lg ${late ? 'text-warn' : 'text-brand'}`}>
                {amount(one.age, 'second', lang)}
              </span>
              <span className="num block text-xs text-muted">{t('ops.rows', { n: num(one.depth, lang) })}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
