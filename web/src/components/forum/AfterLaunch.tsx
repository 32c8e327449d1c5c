import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Award, ClipboardCheck, PencilRuler, Replace } from 'lucide-react';
import type { Campaign } from '../../api/types';
import type { Lang } from '../../lib/dates';
import { figure } from '../../lib/draft';
import { ActDialog, Area, noWords, type Two } from '../ActDialog';
import { btn, control, Panel } from '../ui';
import { CampaignActForm } from './CampaignActForm';
import { Supersede } from './Supersede';

/** The same words in both languages, Arabic first. */
function Both(p: { label: string; value: Two; set: (next: Two) => void; longest: number }) {
  const { t } = useTranslation();
  return (
    <fieldset className="space-y-2">
      <legend className="font-semibold">{p.label}</legend>
      {(['ar', 'en'] as const).map((lang) => (
        <Area
          key={lang}
          lang={lang}
          label={t(`both.${lang}`)}
          value={p.value[lang]}
          set={(typed) => p.set({ ...p.value, [lang]: typed })}
          longest={p.longest}
        />
      ))}
    </fieldset>
  );
}

type OfCampaign = { c: Campaign; close: () => void };

/** What an evaluation that was opened again had said: it is corrected, not written anew. */
const said = (c: Campaign, name: string) =>
  (c.outcome.amendments.flatMap((one) => one.changes).findLast((one) => one.field === `/learning/${name}`)?.before as Two) ??
  noWords;

function Evaluate({ c, close }: OfCampaign) {
  const { t } = useTranslation();
  const [learning, set] = useState(() => ({
    worked: said(c, 'worked'),
    didNot: said(c, 'didNot'),
    wouldChange: said(c, 'wouldChange'),
  }));
  return (
    <CampaignActForm yes={t('act.evaluate.yes')} campaign={c} verb="evaluate" typed={learning} given={{ learning }} close={close}>
      <p className="text-muted">{t('act.evaluate.body')}</p>
      {(['worked', 'didNot', 'wouldChange'] as const).map((name) => (
        <Both
          key={name}
          label={t(`learning.${name}`)}
          value={learning[name]}
          set={(next) => set({ ...learning, [name]: next })}
          longest={4000}
        />
      ))}
    </CampaignActForm>
  );
}

function Exemplar({ c, close }: OfCampaign) {
  const { t } = useTranslation();
  const [citation, set] = useState(noWords);
  return (
    <CampaignActForm
      yes={t('act.mark-exemplar.yes')}
      campaign={c}
      verb="mark-exemplar"
      typed={citation}
      given={{ citation }}
      close={close}
    >
      <p className="text-muted">{t('act.mark-exemplar.body')}</p>
      <Both label={t('exemplar.citation')} value={citation} set={set} longest={600} />
    </CampaignActForm>
  );
}

function Amend({ c, lang, close }: OfCampaign & { lang: Lang }) {
  const { t } = useTranslation();
  const [typed, set] = useState(c.kpis.map((k) => String(k.target ?? '')));
  const [reason, type] = useState('');
  const targets = typed.map(figure);
  const wrong = targets.some((target) => typeof target !== 'number');
  const given = wrong ? undefined : { reason, kpis: c.kpis.map((k, i) => ({ ...k, target: targets[i] })) };
  return (
    <CampaignActForm yes={t('act.amend.yes')} campaign={c} verb="amend" typed={{ typed, reason }} given={given} close={close}>
      <p className="text-muted">{t('act.amend.body')}</p>
      {c.kpis.map((k, i) => (
        <label key={i} className="block text-sm">
          <bdi className="font-semibold">{k.name[lang]}</bdi> · {t('kpi.target')} <bdi>{k.unit?.[lang]}</bdi>
          <input
            inputMode="decimal"
            dir="ltr"
            required
            aria-invalid={typeof targets[i] !== 'number' || undefined}
            value={typed[i]}
            onChange={(e) => set(typed.map((old, at) => (at === i ? e.target.value : old)))}
            className={`${control} num mt-1.5 h-11 rtl:text-end`}
          />
        </label>
      ))}
      {wrong && <p className="text-sm text-danger">{t('amendments.figure')}</p>}
      <Area label={t('reason')} value={reason} set={type} />
    </CampaignActForm>
  );
}

/** What is owed or may be done once the campaign was live. */
export function AfterLaunch({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const can = (verb: string) => c.actions.includes(verb);
  if (!['amend', 'evaluate', 'mark-exemplar', 'supersede'].some(can)) return null;
  return (
    <Panel id="after-h" title={t('after.title')} className="no-print">
      <div className="grid gap-2">
        {can('evaluate') && (
          <ActDialog title={t('act.evaluate')} icon={ClipboardCheck} look={btn.primary}>
            {(close) => <Evaluate c={c} close={close} />}
          </ActDialog>
        )}
        {can('mark-exemplar') && (
          <ActDialog title={t('act.mark-exemplar')} icon={Award} look={btn.primary}>
            {(close) => <Exemplar c={c} close={close} />}
          </ActDialog>
        )}
        {can('amend') && c.kpis.length > 0 && (
          <ActDialog title={t('act.amend')} icon={PencilRuler}>
            {(close) => <Amend c={c} lang={lang} close={close} />}
          </ActDialog>
        )}
        {can('supersede') && (
          <ActDialog title={t('act.supersede')} icon={Replace}>
            {(close) => <Supersede c={c} lang={lang} close={close} />}
          </ActDialog>
        )}
      </div>
    </Panel>
  );
}
