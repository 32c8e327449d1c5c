import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { Check, Flag, History, Undo2 } from 'lucide-react';
import { reopenReport, settleReport } from '../../api/keeping';
import type { PersonCard } from '../../api/types';
import { useApiMutation } from '../../lib/useApiMutation';
import { moment } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { Ask } from '../Confirm';
import { Press } from '../Press';
import { btn, Panel } from '../ui';

/** What readers say is not right on the card, for who keeps it. */
export function Reports({ p }: { p: PersonCard }) {
  const lang = useLang();
  const { t } = useTranslation();
  const settle = useApiMutation({
    record: p,
    act: (id: string) => settleReport(p.id, id),
    concerns: (now, id) => ({ reports: now.reports.filter((one) => one.id === id).map((one) => one.words) }),
    said: t('reports.done'),
    touches: [['screen', 'members']],
  });
  const reopen = useApiMutation({
    record: p,
    act: (id: string) => reopenReport(p.id, id),
    concerns: (now, id) => ({ settled: now.settled.filter((one) => one.id === id).map((one) => one.words) }),
    said: t('reports.reopen.done'),
    touches: [['screen', 'members']],
  });
  return (
    <Panel id="reports-h" title={t('reports.title')} sub={t('reports.sub')} icon={Flag} className="no-print">
      <ul className="divide-y divide-line">
        {p.reports.map((one) => (
          <li key={one.id} className="flex flex-wrap items-start gap-3 py-3">
            <div className="min-w-0 flex-1 basis-56">
              <p dir="auto" className="whitespace-pre-line">
                {one.words}
              </p>
              <p className="num mt-1 text-sm text-muted">
                <bdi>{one.byName?.[lang] ?? t('openings.somebody')}</bdi>
                {one.byEntity && <bdi dir="ltr"> {one.byEntity}</bdi>}
                {' · '}
                <time dateTime={one.at}>{moment(one.at, lang)}</time>
              </p>
            </div>
            <Press onPress={() => settle.mutate(one.id)} pending={settle.isPending} className={btn.small}>
              <Check className="size-4" aria-hidden />
              {t('reports.settle')}
            </Press>
          </li>
        ))}
      </ul>
      {p.settled.length > 0 && (
        <Ask
          title={t('reports.settled')}
          trigger={(open) => (
            <Button onPress={open} className={`${btn.small} mt-3`}>
              <History className="size-4" aria-hidden />
              {t('reports.settled')}
            </Button>
          )}
        >
          {(close) => (
            <ul className="mt-3 divide-y divide-line">
              {p.settled.toReversed().map((one) => (
                <li key={one.id} className="flex flex-wrap items-start gap-3 py-3 text-sm">
                  <p dir="auto" className="min-w-0 flex-1 basis-56 whitespace-pre-line">
                    {one.words}
                  </p>
                  <Press onPress={() => reopen.mutate(one.id, close)} pending={reopen.isPending} className={btn.small}>
                    <Undo2 className="size-4" aria-hidden />
                    {t('reports.reopen')}
                  </Press>
                </li>
              ))}
            </ul>
          )}
        </Ask>
      )}
    </Panel>
  );
}
