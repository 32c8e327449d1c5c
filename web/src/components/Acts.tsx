import { useId, useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CalendarClock, CircleSlash, Flag, Rocket, Send, Trash2 } from 'lucide-react';
import { deleteCampaign, type Verb } from '../api/campaigns';
import type { Campaign } from '../api/types';
import { langNow } from '../i18n';
import { useAct } from '../lib/act';
import { fromWallClock, toWallClock } from '../lib/dates';
import { toast } from '../lib/toasts';
import { useApiMutation } from '../lib/useApiMutation';
import { ActDialog, Area } from './ActDialog';
import { Confirm } from './Confirm';
import { CampaignActForm } from './forum/CampaignActForm';
import { btn, control, Panel } from './ui';
import { Press } from './Press';

const plain = [
  ['submit', Send],
  ['launch', Rocket],
  ['complete', Flag],
] as const;

type FormOf = { campaign: Campaign; close: () => void };

/** Ending a campaign before its time is said with a reason, which everybody told of it reads. */
function EndForm({ verb, campaign, close }: FormOf & { verb: 'withdraw' | 'cancel' }) {
  const { t } = useTranslation();
  const [reason, type] = useState('');
  return (
    <CampaignActForm
      yes={t(`act.${verb}.yes`)}
      danger
      campaign={campaign}
      verb={verb}
      typed={reason}
      given={{ reason: reason.trim() }}
      close={close}
    >
      <Area label={t('reason')} value={reason} set={type} />
    </CampaignActForm>
  );
}

/** Another instant of launch; the wall clock is Dubai's. */
function LaunchForm({ campaign, close }: FormOf) {
  const { t } = useTranslation();
  const [wall, set] = useState(campaign.launchAt ? toWallClock(campaign.launchAt) : '');
  const id = useId();
  return (
    <CampaignActForm
      yes={t('act.schedule.yes')}
      campaign={campaign}
      verb="schedule"
      typed={wall}
      given={wall ? { launchAt: fromWallClock(wall) } : undefined}
      close={close}
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
        className={`${control} num mt-1.5 h-11`}
      />
    </CampaignActForm>
  );
}

/** A draft that is not needed; its authors alone know of it. */
function DeleteDraft({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const gone = useApiMutation({
    record: campaign,
    act: () => deleteCampaign(campaign.id),
    concerns: ({ status }) => ({ status }),
    onDone: () => {
      toast({ tone: 'ok', title: t('did.delete') });
      void navigate({ to: '/$lang/forum', params: { lang: langNow() } });
    },
  });
  return (
    <Confirm
      title={t('act.delete.q')}
      body={t('act.delete.body')}
      yes={t('act.delete')}
      onYes={() => gone.mutate(undefined)}
      trigger={(open) => (
        <Press pending={gone.isPending} onPress={open} className={btn.danger}>
          <Trash2 className="size-4.5" aria-hidden />
          {t('act.delete')}
        </Press>
      )}
    />
  );
}

/** What this reader may do with the campaign now, besides reading and reviewing. */
export function Acts({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const act = useAct(campaign);
  const can = (verb: Verb) => campaign.actions.includes(verb);
  const any = [...plain.map(([verb]) => verb), 'schedule' as const, 'withdraw' as const, 'cancel' as const].some(can);
  const mayDelete = campaign.actions.includes('delete');
  if (!any && !mayDelete) return null;
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
        {can('schedule') && (
          <ActDialog title={t('act.schedule.q')} label={t('act.schedule')} icon={CalendarClock}>
            {(close) => <LaunchForm campaign={campaign} close={close} />}
          </ActDialog>
        )}
        {(['withdraw', 'cancel'] as const).filter(can).map((verb) => (
          <ActDialog key={verb} title={t(`act.${verb}.q`)} label={t(`act.${verb}`)} icon={CircleSlash} look={btn.danger}>
            {(close) => <EndForm verb={verb} campaign={campaign} close={close} />}
          </ActDialog>
        ))}
        {mayDelete && <DeleteDraft campaign={campaign} />}
      </div>
    </Panel>
  );
}
