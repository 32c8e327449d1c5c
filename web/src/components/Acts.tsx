import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { CalendarClock, CircleSlash, Flag, Rocket, Send } from 'lucide-react';
import type { Verb } from '../api/campaigns';
import type { Campaign } from '../api/types';
import { useAct } from '../lib/act';
import { fromWallClock, toWallClock } from '../lib/dates';
import { useUnsaved } from '../lib/unsaved';
import { Cancel } from './Cancel';
import { Ask, Confirm } from './Confirm';
import { btn, Panel } from './ui';
import { Press } from './Press';

const plain = [
  ['submit', Send],
  ['launch', Rocket],
  ['complete', Flag],
] as const;

/** Ending a campaign before its time is said with a reason, which everybody told of it reads. */
function WithReason({ verb, campaign }: { verb: 'withdraw' | 'cancel'; campaign: Campaign }) {
  const { t } = useTranslation();
  return (
    <Ask
      title={t(`act.${verb}.q`)}
      trigger={(open) => (
        <Button onPress={open} className={btn.danger}>
          <CircleSlash className="size-4.5" aria-hidden />
          {t(`act.${verb}`)}
        </Button>
      )}
    >
      {(close) => <ReasonForm verb={verb} campaign={campaign} close={close} />}
    </Ask>
  );
}

function ReasonForm({ verb, campaign, close }: { verb: 'withdraw' | 'cancel'; campaign: Campaign; close: () => void }) {
  const { t } = useTranslation();
  const act = useAct(campaign, { onDone: close });
  const [reason, type] = useState('');
  useUnsaved(reason);
  const id = useId();
  return (
    <form
      className="mt-3"
      onSubmit={(e) => {
        e.preventDefault();
        act.mutate({ verb, body: { reason: reason.trim() } });
      }}
    >
      <label htmlFor={id} className="text-sm font-semibold">
        {t('act.reason')}
      </label>
      <textarea
        id={id}
        required
        minLength={3}
        maxLength={2000}
        dir="auto"
        rows={3}
        value={reason}
        onChange={(e) => type(e.target.value)}
        className="mt-1.5 w-full rounded-xl border border-line-strong bg-surface px-3 py-2 text-ink"
      />
      <div className="mt-4 flex gap-3">
        <Press type="submit" pending={act.isPending} className={btn.danger}>
          {t(`act.${verb}.yes`)}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}

/** Another instant of launch; the wall clock is Dubai's. */
function Reschedule({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  return (
    <Ask
      title={t('act.schedule.q')}
      trigger={(open) => (
        <Button onPress={open} className={btn.quiet}>
          <CalendarClock className="size-4.5" aria-hidden />
          {t('act.schedule')}
        </Button>
      )}
    >
      {(close) => <LaunchForm campaign={campaign} close={close} />}
    </Ask>
  );
}

function LaunchForm({ campaign, close }: { campaign: Campaign; close: () => void }) {
  const { t } = useTranslation();
  const act = useAct(campaign, { onDone: close });
  const [wall, set] = useState(campaign.launchAt ? toWallClock(campaign.launchAt) : '');
  useUnsaved(wall);
  const id = useId();
  return (
    <form
      className="mt-3"
      onSubmit={(e) => {
        e.preventDefault();
        act.mutate({ verb: 'schedule', body: { launchAt: fromWallClock(wall) } });
      }}
    >
      <label htmlFor={id} className="text-sm font-semibold">
        {t('field.launchAt')} <span className="font-normal text-muted">({t('act.zone')})</span>
      </label>
      <input
        id={id}
        type="datetime-local"
        required
        value={wall}
        onChange={(e) => set(e.target.value)}
        className="num mt-1.5 h-11 w-full rounded-xl border border-line-strong bg-surface px-3 text-ink"
      />
      <div className="mt-4 flex gap-3">
        <Press type="submit" pending={act.isPending} className={btn.primary}>
          {t('act.schedule.yes')}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}

/** What this reader may do with the campaign now, besides reading and reviewing. */
export function Acts({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const act = useAct(campaign);
  const can = (verb: Verb) => campaign.actions.includes(verb);
  const any = [...plain.map(([verb]) => verb), 'schedule' as const, 'withdraw' as const, 'cancel' as const].some(can);
  if (!any) return null;
  return (
    <Panel id="acts-h" title={t('act.title')} className="no-print">
      <div className="grid gap-2">
        {plain
          .filter(([verb]) => can(verb))
          .map(([verb, Icon]) => (
            <Confirm
              key={verb}
              title={t(`act.${verb}.q`)}
              body={t(`act.${verb}.body`)}
              yes={t(`act.${verb}.yes`)}
              onYes={() => act.mutate({ verb })}
              trigger={(open) => (
                <Press onPress={open} pending={act.isPending} className={btn.primary}>
                  <Icon className="flip size-4.5" aria-hidden />
                  {t(`act.${verb}`)}
                </Press>
              )}
            />
          ))}
        {can('schedule') && <Reschedule campaign={campaign} />}
        {(['withdraw', 'cancel'] as const).filter(can).map((verb) => (
          <WithReason key={verb} verb={verb} campaign={campaign} />
        ))}
      </div>
    </Panel>
  );
}
