import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Award, ClipboardCheck, PencilRuler } from 'lucide-react';
import type { Campaign } from '../../api/types';
import type { Lang } from '../../lib/dates';
import { figure } from '../../lib/draft';
import { Panel } from '../ui';
import { ActDialog, Both, field, noWords } from './ActDialog';
import { Supersede } from './Supersede';

function Evaluate({ c }: { c: Campaign }) {
  const { t } = useTranslation();
  const [learning, set] = useState({ worked: noWords, didNot: noWords, wouldChange: noWords });
  return (
    <ActDialog
      title={t('act.evaluate')}
      icon={ClipboardCheck}
      primary
      yes={t('act.evaluate.yes')}
      campaign={c}
      verb="evaluate"
      given={() => ({ learning })}
    >
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
    </ActDialog>
  );
}

function Exemplar({ c }: { c: Campaign }) {
  const { t } = useTranslation();
  const [citation, set] = useState(noWords);
  return (
    <ActDialog
      title={t('act.mark-exemplar')}
      icon={Award}
      primary
      yes={t('act.mark-exemplar.yes')}
      campaign={c}
      verb="mark-exemplar"
      given={() => ({ citation })}
    >
      <p className="text-muted">{t('act.mark-exemplar.body')}</p>
      <Both label={t('exemplar.citation')} value={citation} set={set} longest={600} />
    </ActDialog>
  );
}

function Amend({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, set] = useState(c.kpis.map((k) => String(k.target ?? '')));
  const [reason, type] = useState('');
  const targets = typed.map(figure);
  const wrong = targets.some((target) => typeof target !== 'number');
  const given = () => (wrong ? undefined : { reason, kpis: c.kpis.map((k, i) => ({ ...k, target: targets[i] })) });
  return (
    <ActDialog title={t('act.amend')} icon={PencilRuler} yes={t('act.amend.yes')} campaign={c} verb="amend" given={given}>
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
    </ActDialog>
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
        {can('evaluate') && <Evaluate c={c} />}
        {can('mark-exemplar') && <Exemplar c={c} />}
        {can('amend') && c.kpis.length > 0 && <Amend c={c} lang={lang} />}
        {can('supersede') && <Supersede c={c} lang={lang} />}
      </div>
    </Panel>
  );
}
