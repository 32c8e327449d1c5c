import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Award, ClipboardCheck, PencilRuler, Replace } from 'lucide-react';
import type { Campaign } from '../../api/types';
import type { Lang } from '../../lib/dates';
import { figure } from '../../lib/draft';
import { Panel } from '../ui';
import { ActDialog, ActForm, Both, field, noWords, type Two } from './ActDialog';
import { Supersede } from './Supersede';

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
    <ActForm yes={t('act.evaluate.yes')} campaign={c} verb="evaluate" typed={learning} given={() => ({ learning })} close={close}>
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
    </ActForm>
  );
}

function Exemplar({ c, close }: OfCampaign) {
  const { t } = useTranslation();
  const [citation, set] = useState(noWords);
  return (
    <ActForm
      yes={t('act.mark-exemplar.yes')}
      campaign={c}
      verb="mark-exemplar"
      typed={citation}
      given={() => ({ citation })}
      close={close}
    >
      <p className="text-muted">{t('act.mark-exemplar.body')}</p>
      <Both label={t('exemplar.citation')} value={citation} set={set} longest={600} />
    </ActForm>
  );
}

function Amend({ c, lang, close }: OfCampaign & { lang: Lang }) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, set] = useState(c.kpis.map((k) => String(k.target ?? '')));
  const [reason, type] = useState('');
  const targets = typed.map(figure);
  const wrong = targets.some((target) => typeof target !== 'number');
  const given = () => (wrong ? undefined : { reason, kpis: c.kpis.map((k, i) => ({ ...k, target: targets[i] })) });
  return (
    <ActForm yes={t('act.amend.yes')} campaign={c} verb="amend" typed={{ typed, reason }} given={given} close={close}>
      <p className="text-muted">{t('act.amend.body')}</p>
      {c.kpis.map((k, i) => (
        <label key={i} className="block text-sm">
          <bdi className="font-semibold">{k.name[lang]}</bdi> · {t('kpi.target')} {k.unit?.[lang]}
          <input
            inputMode="decimal"
            dir="ltr"
            required
            aria-invalid={typeof targets[i] !== 'number' || undefined}
            value={typed[i]}
            onChange={(e) => set(typed.map((old, at) => (at === i ? e.target.value : old)))}
            className={`${field} num h-11 rtl:text-end`}
          />
        </label>
      ))}
      {wrong && <p className="text-sm text-danger">{t('amendments.figure')}</p>}
      <div>
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
          className={field}
        />
      </div>
    </ActForm>
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
          <ActDialog title={t('act.evaluate')} icon={ClipboardCheck} primary>
            {(close) => <Evaluate c={c} close={close} />}
          </ActDialog>
        )}
        {can('mark-exemplar') && (
          <ActDialog title={t('act.mark-exemplar')} icon={Award} primary>
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
