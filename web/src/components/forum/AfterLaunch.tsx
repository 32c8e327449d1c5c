import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { Award, ClipboardCheck, PencilRuler, type LucideIcon } from 'lucide-react';
import type { Campaign } from '../../api/types';
import { useAct } from '../../lib/act';
import type { Lang } from '../../lib/dates';
import { figure } from '../../lib/draft';
import { Ask } from '../Confirm';
import { Press } from '../Press';
import { btn, Panel } from '../ui';

const field = 'mt-1 w-full rounded-xl border border-line-strong bg-surface px-3 py-2 text-ink';

/** A dialog with one form; it closes when the server has agreed. */
function Dialog(p: {
  title: string;
  icon: LucideIcon;
  primary?: boolean;
  yes: string;
  campaign: Campaign;
  verb: 'amend' | 'evaluate' | 'mark-exemplar';
  given: () => object;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [close, closes] = useState<() => void>();
  const act = useAct(p.campaign, () => close?.());
  return (
    <Ask
      title={p.title}
      trigger={(open) => (
        <Button onPress={open} className={p.primary ? btn.primary : btn.quiet}>
          <p.icon className="flip size-4.5" aria-hidden />
          {p.title}
        </Button>
      )}
    >
      {(done) => (
        <form
          className="mt-3 space-y-4"
          onSubmit={(e) => {
            e.preventDefault();
            closes(() => done);
            act.mutate({ verb: p.verb, body: p.given() });
          }}
        >
          {p.children}
          <div className="flex gap-3">
            <Press type="submit" pending={act.isPending} className={btn.primary}>
              {p.yes}
            </Press>
            <Button onPress={done} className={btn.quiet}>
              {t('cancel')}
            </Button>
          </div>
        </form>
      )}
    </Ask>
  );
}

type Two = { ar: string; en: string };
const empty: Two = { ar: '', en: '' };

/** The same words in both languages, Arabic first. */
function Both({ label, value, set, rows = 3 }: { label: string; value: Two; set: (next: Two) => void; rows?: number }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <fieldset>
      <legend className="font-semibold">{label}</legend>
      {(['ar', 'en'] as const).map((lang) => (
        <div key={lang} className="mt-1.5">
          <label htmlFor={`${id}${lang}`} className="text-sm text-muted">
            {t(`both.${lang}`)}
          </label>
          <textarea
            id={`${id}${lang}`}
            required
            lang={lang}
            dir={lang === 'ar' ? 'rtl' : 'ltr'}
            rows={rows}
            maxLength={lang === 'ar' ? 4000 : 4000}
            value={value[lang]}
            onChange={(e) => set({ ...value, [lang]: e.target.value })}
            className={field}
          />
        </div>
      ))}
    </fieldset>
  );
}

function Evaluate({ c }: { c: Campaign }) {
  const { t } = useTranslation();
  const [learning, set] = useState({ worked: empty, didNot: empty, wouldChange: empty });
  return (
    <Dialog
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
        />
      ))}
    </Dialog>
  );
}

function Exemplar({ c }: { c: Campaign }) {
  const { t } = useTranslation();
  const [citation, set] = useState(empty);
  return (
    <Dialog
      title={t('act.mark-exemplar')}
      icon={Award}
      primary
      yes={t('act.mark-exemplar.yes')}
      campaign={c}
      verb="mark-exemplar"
      given={() => ({ citation })}
    >
      <p className="text-muted">{t('act.mark-exemplar.body')}</p>
      <Both label={t('exemplar.citation')} value={citation} set={set} />
    </Dialog>
  );
}

function Amend({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const id = useId();
  const [targets, set] = useState(c.kpis.map((k) => String(k.target ?? '')));
  const [reason, type] = useState('');
  const given = () => ({ reason, kpis: c.kpis.map((k, i) => ({ ...k, target: figure(targets[i] ?? '') ?? k.target })) });
  return (
    <Dialog title={t('act.amend')} icon={PencilRuler} yes={t('act.amend.yes')} campaign={c} verb="amend" given={given}>
      <p className="text-muted">{t('act.amend.body')}</p>
      {c.kpis.map((k, i) => (
        <label key={i} className="block text-sm">
          <bdi className="font-semibold">{k.name[lang]}</bdi> · {t('kpi.target')} {k.unit?.[lang]}
          <input
            inputMode="decimal"
            dir="ltr"
            required
            value={targets[i]}
            onChange={(e) => set(targets.map((old, at) => (at === i ? e.target.value : old)))}
            className={`${field} num h-11 rtl:text-end`}
          />
        </label>
      ))}
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
    </Dialog>
  );
}

/** What is owed or may be done once the campaign was live. */
export function AfterLaunch({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const can = (verb: string) => c.actions.includes(verb);
  if (!['amend', 'evaluate', 'mark-exemplar'].some(can)) return null;
  return (
    <Panel id="after-h" title={t('after.title')} className="no-print">
      <div className="grid gap-2">
        {can('evaluate') && <Evaluate c={c} />}
        {can('mark-exemplar') && <Exemplar c={c} />}
        {can('amend') && c.kpis.length > 0 && <Amend c={c} lang={lang} />}
      </div>
    </Panel>
  );
}
