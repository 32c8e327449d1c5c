import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CalendarX, PenLine, RotateCcw, Undo2 } from 'lucide-react';
import type { Verb } from '../../api/campaigns';
import type { Campaign } from '../../api/types';
import { useAct } from '../../lib/act';
import { today, type Lang } from '../../lib/dates';
import { ActDialog, Area } from '../ActDialog';
import { Confirm } from '../Confirm';
import { Press } from '../Press';
import { btn, control, Panel } from '../ui';
import { CampaignActForm } from './CampaignActForm';

/** Before members saw it: nobody has to be told why. */
const quiet = [
  ['recall', Undo2],
  ['unschedule', CalendarX],
  ['restore', RotateCcw],
] as const;
/** After the launch: the reason stands in the list of amendments. */
const open = ['reopen', 'reopen-evaluation', 'revoke-exemplar', 'reinstate'] as const;

function Reasoned({ c, verb, close }: { c: Campaign; verb: (typeof open)[number]; close: () => void }) {
  const { t } = useTranslation();
  const [reason, type] = useState('');
  const over = (c.implementation?.endsOn ?? '9999') < today();
  const [endsOn, until] = useState('');
  const given = { reason: reason.trim(), ...(verb === 'reopen' && endsOn ? { endsOn } : {}) };
  return (
    <CampaignActForm yes={t(`act.${verb}.yes`)} campaign={c} verb={verb} typed={{ reason, endsOn }} given={given} close={close}>
      <p className="text-muted">{t(`act.${verb}.body`)}</p>
      {verb === 'reopen' && (
        <label className="block text-sm font-semibold">
          {t('act.reopen.until')}
          {!over && <span className="font-normal text-muted"> {t('act.reopen.same')}</span>}
          <input
            type="date"
            required={over}
            min={today()}
            max="2200-12-31"
            value={endsOn}
            onChange={(e) => until(e.target.value)}
            className={`${control} num mt-1.5 h-11`}
          />
        </label>
      )}
      <Area label={t('reason')} value={reason} set={type} />
    </CampaignActForm>
  );
}

/** How this reader puts right what the campaign says, or takes back a step that was a mistake. */
export function WaysBack({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const act = useAct(c);
  const can = (verb: Verb) => c.actions.includes(verb);
  if (![...quiet.map(([verb]) => verb), ...open, 'correct' as const].some(can)) return null;
  return (
    <Panel id="back-h" title={t('back.title')} className="no-print">
      <div className="grid gap-2">
        {can('correct') && (
          <Link to="/$lang/forum/$id/correct" params={{ lang, id: c.id }} className={btn.quiet}>
            <PenLine className="size-4.5" aria-hidden />
            {t('act.correct')}
          </Link>
        )}
        {quiet
          .filter(([verb]) => can(verb))
          .map(([verb, Icon]) => (
            <Confirm
              key={verb}
              title={t(`act.${verb}.q`)}
              body={t(`act.${verb}.body`)}
              yes={t(`act.${verb}.yes`)}
              onYes={() => act.mutate({ verb })}
              trigger={(ask) => (
                <Press onPress={ask} pending={act.isPending} className={btn.quiet}>
                  <Icon className="flip size-4.5" aria-hidden />
                  {t(`act.${verb}`)}
                </Press>
              )}
            />
          ))}
        {open.filter(can).map((verb) => (
          <ActDialog key={verb} title={t(`act.${verb}`)} icon={RotateCcw}>
            {(close) => <Reasoned c={c} verb={verb} close={close} />}
          </ActDialog>
        ))}
      </div>
    </Panel>
  );
}
