import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Gauge } from 'lucide-react';
import { Button } from 'react-aria-components';
import { patchCampaign } from '../api/campaigns';
import type { Campaign, Kpi } from '../api/types';
import { num, today, type Lang } from '../lib/dates';
import { figure } from '../lib/draft';
import { split } from '../lib/pointer';
import { useApiMutation } from '../lib/useApiMutation';
import { useUnsaved } from '../lib/unsaved';
import { Cancel } from './Cancel';
import { Ask } from './Confirm';
import { btn } from './ui';
import { Press } from './Press';

const input = 'num h-11 w-full rounded-xl border border-line-strong bg-surface px-3.5 text-ink aria-invalid:border-danger';

const sourced = (text: { ar: string; en: string }) => (text.ar || text.en ? text : null);

function Row({ k, was, at, lang, set }: { k: Kpi; was: Kpi; at: number; lang: Lang; set: (k: Kpi) => void }) {
  const { t } = useTranslation();
  const [typed, type] = useState(k.actual === null ? '' : String(k.actual));
  const wrong = figure(typed) === undefined;
  useUnsaved(typed, { dirty: wrong });
  const known = [k.source?.[lang], k.confidence && t(`kpi.confidence.${k.confidence}`)].filter(Boolean);
  const change = (text: string) => {
    type(text);
    const actual = figure(text);
    // a new figure was measured today unless one says otherwise; the one before keeps its day in the record
    const fresh = k.asOf === was.asOf ? today() : k.asOf;
    if (actual !== undefined) set({ ...k, actual, asOf: actual === null ? null : actual === was.actual ? was.asOf : fresh });
  };
  return (
    <fieldset className="border-t border-line pt-3">
      <legend className="float-start w-full font-semibold">
        <bdi>{k.name[lang]}</bdi>{' '}
        {k.target !== null && (
          <span className="num ms-2 text-sm font-normal text-muted">
            {t('kpi.target')} {num(k.target, lang)} <bdi>{k.unit?.[lang]}</bdi>
          </span>
        )}
      </legend>
      <div className="clear-both grid grid-cols-2 gap-3 pt-1.5">
        <label className="text-sm">
          {t('kpi.actual')}
          <input
            inputMode="decimal"
            dir="ltr"
            value={typed}
            aria-invalid={wrong || undefined}
            aria-describedby={wrong ? `wrong-${at}` : undefined}
            onChange={(e) => change(e.target.value)}
            className={`${input} mt-1 rtl:text-end`}
          />
        </label>
        <label className="text-sm">
          {t('field.kpis.asOf')}
          <input
            type="date"
            max={today()}
            required={k.actual !== null}
            value={k.asOf ?? ''}
            onChange={(e) => set({ ...k, asOf: e.target.value || null })}
            className={`${input} mt-1`}
          />
        </label>
      </div>
      <details className="mt-2 text-sm">
        <summary className="cursor-pointer py-1">
          <span className="text-brand">{t('results.how')}</span> <span className="text-muted">{known.join(' · ')}</span>
        </summary>
        <div className="grid gap-3 pt-1 sm:grid-cols-2">
          {(['ar', 'en'] as const).map((one) => (
            <label key={one}>
              {t(`results.source.${one}`)}
              <input
                dir="auto"
                lang={one}
                maxLength={300}
                value={k.source?.[one] ?? ''}
                onChange={(e) => set({ ...k, source: sourced({ ar: '', en: '', ...k.source, [one]: e.target.value }) })}
                className={`${input} mt-1`}
              />
            </label>
          ))}
          <label className="sm:col-span-2">
            {t('results.confidence')}
            <select
              value={k.confidence ?? ''}
              onChange={(e) => set({ ...k, confidence: (e.target.value || null) as Kpi['confidence'] })}
              className={`${input} mt-1`}
            >
              <option value="">{t('results.confidence.none')}</option>
              {(['low', 'medium', 'high'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`kpi.confidence.${one}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
      </details>
      {wrong && (
        <p id={`wrong-${at}`} className="mt-1 text-sm text-danger">
          {t('results.figure')}
        </p>
      )}
    </fieldset>
  );
}

/** What came of each indicator, by its place. */
const resultsOf = ({ kpis }: Pick<Campaign, 'kpis'>): Record<string, Pick<Kpi, 'actual' | 'asOf' | 'source' | 'confidence'>> =>
  Object.fromEntries(kpis.map(({ actual, asOf, source, confidence }, at) => [at, { actual, asOf, source, confidence }]));

function Form({ campaign, lang, close }: { campaign: Campaign; lang: Lang; close: () => void }) {
  const { t } = useTranslation();
  const [kpis, set] = useState(campaign.kpis);
  useUnsaved(kpis);
  const save = useApiMutation({
    record: campaign,
    fields: resultsOf,
    // The indicators stand since the launch: only what came of them is laid over those of now.
    wire: (results, now) => ({ kpis: now.kpis.map((k, at) => ({ ...k, ...results[at] })) }),
    act: (changes) => patchCampaign(campaign.id, changes),
    naming: {
      name: (pointer) => {
        const [at = '', part = ''] = split(pointer);
        return `${campaign.kpis[Number(at)]?.name[lang] ?? ''}: ${t(part === 'source' ? `results.source.${lang}` : part === 'confidence' ? 'results.confidence' : `field.kpis.${part}`)}`;
      },
      show: (pointer, value) => (pointer.endsWith('confidence') && value ? t(`kpi.confidence.${String(value)}`) : undefined),
    },
    said: t('results.saved'),
    onDone: close,
  });
  return (
    <form
      className="mt-2 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(resultsOf({ kpis }));
      }}
    >
      <p className="text-muted">{t('results.lede')}</p>
      {kpis.map((k, i) => (
        <Row
          key={i}
          k={k}
          was={campaign.kpis[i]!}
          at={i}
          lang={lang}
          set={(next) => set(kpis.map((old, at) => (at === i ? next : old)))}
        />
      ))}
      <div className="flex gap-3 pt-2">
        <Press type="submit" pending={save.isPending} className={btn.primary}>
          {t('results.save')}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}

/** After the launch the targets stand; what may still change is what came of them, and when it was measured. */
export function Results({ campaign, lang }: { campaign: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Ask
      title={t('results.open')}
      trigger={(open) => (
        <Button onPress={open} className={`${btn.small} no-print`}>
          <Gauge className="flip size-4" aria-hidden />
          {t('results.open')}
        </Button>
      )}
    >
      {(close) => <Form campaign={campaign} lang={lang} close={close} />}
    </Ask>
  );
}
