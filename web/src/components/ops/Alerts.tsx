import { useTranslation } from 'react-i18next';
import { BellRing, CircleCheck, CircleX, Hourglass } from 'lucide-react';
import type { OpsScreen } from '../../api/ops';
import { ago, type Lang } from '../../lib/dates';
import { Badge, Panel } from '../ui';

/** Whether a program that watches the platform answers what operations ask of it; null before it was asked. */
function Answers({ answers }: { answers: boolean | null }) {
  const { t } = useTranslation();
  const [tone, icon, text] =
    answers === null
      ? (['plain', Hourglass, t('ops.watch.asked')] as const)
      : answers
        ? (['ok', CircleCheck, t('ops.watch.answers')] as const)
        : (['danger', CircleX, t('ops.watch.silent')] as const);
  return (
    <Badge tone={tone} icon={icon}>
      {text}
    </Badge>
  );
}

/** What is alerted now, in the words of the alert, which are English; and whether the programs that watch still do. */
export function Alerts({ screen, lang }: { screen: OpsScreen; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Panel id="alerts" title={t('ops.alerts')} sub={t('ops.alerts.sub')} icon={BellRing}>
      {screen.alerts?.length ? (
        <ul className="space-y-3">
          {screen.alerts.map((one) => (
            <li key={one.name + one.summary} className="rounded-xl bg-warn-soft px-4 py-3">
              <p dir="ltr" lang="en" className="text-sm font-semibold">
                {one.summary || one.name}
              </p>
              <p dir="ltr" lang="en" className="text-sm text-ink">
                {one.advice}
              </p>
              <p className="num text-xs text-muted">{t('ops.alerts.since', { ago: ago(one.since, lang) })}</p>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-sm text-muted">{screen.alerts ? t('ops.alerts.none') : t('ops.alerts.unknown')}</p>
      )}
      {screen.watching.length > 0 && (
        <ul className="mt-4 space-y-2 border-t border-line pt-4" aria-label={t('ops.watch')}>
          {screen.watching.map((one) => (
            <li key={one.name} className="flex items-center justify-between gap-3 text-sm">
              <bdi dir="ltr" className="min-w-0 truncate font-semibold">
                {one.name}
              </bdi>
              <Answers answers={one.answers} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
