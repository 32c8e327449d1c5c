import { useTranslation } from 'react-i18next';
import { ChevronDown } from 'lucide-react';
import { stages, tiers, type Kpi } from '../../api/types';
import { control, Field, useFieldParts } from '../../components/form/Field';
import { BiAt, NumberAt, SelectAt } from '../../components/form/inputs';
import { Rows } from '../../components/form/Rows';
import { newKpi } from '../../lib/draft';
import { useField, useForm } from '../../lib/form';
import { useLang } from '../../lib/lang';

/** A measure of the network's catalogue brings its name, stage and unit; one's own is written out. */
function Metric({ at }: { at: string }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { metrics } = useForm();
  const [kpi, set] = useField<Kpi>(at);
  const { props } = useFieldParts(`${at}/metric`);
  if (!metrics.length) return null;
  const known = metrics.some((m) => m.code === kpi.metric) ? kpi.metric : '';
  const choose = (code: string) => {
    const metric = metrics.find((m) => m.code === code);
    set(
      metric
        ? { ...kpi, metric: code, name: metric.name, stage: metric.stage, unit: metric.unit ?? kpi.unit }
        : { ...kpi, metric: '' },
    );
  };
  return (
    <Field pointer={`${at}/metric`} optional>
      <span className="relative block">
        <select
          {...props}
          value={known}
          onChange={(e) => choose(e.target.value)}
          className={`${control} h-11 appearance-none pe-10`}
        >
          <option value="">{t('metric.own')}</option>
          {stages.map((stage) => {
            const some = metrics.filter((m) => m.stage === stage);
            return some.length ? (
              <optgroup key={stage} label={t(`stage.${stage}`)}>
                {some.map((m) => (
                  <option key={m.code} value={m.code}>
                    {m.name[lang]}
                  </option>
                ))}
              </optgroup>
            ) : null;
          })}
        </select>
        <ChevronDown className="pointer-events-none absolute end-3.5 top-1/2 size-4 -translate-y-1/2 text-muted" aria-hidden />
      </span>
    </Field>
  );
}

/** Step 4: how one will know. */
export function MeasuresStep() {
  const { t } = useTranslation();
  return (
    <>
      <p className="text-muted">{t('form.kpis')}</p>
      <SelectAt pointer="/tier" options={tiers.map((id) => ({ id, label: t(`tier.${id}`) }))} hint={t('form.tier')} />
      <Rows pointer="/kpis" make={newKpi} most={12} add={t('form.kpi.add')}>
        {(at) => (
          <>
            <Metric at={at} />
            <BiAt pointer={`${at}/name`} />
            <SelectAt
              pointer={`${at}/stage`}
              options={stages.map((id) => ({ id, label: `${t(`stage.${id}`)}: ${t(`stage.${id}.q`)}` }))}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <NumberAt pointer={`${at}/baseline`} optional />
              <NumberAt pointer={`${at}/target`} />
            </div>
            <BiAt pointer={`${at}/unit`} optional />
          </>
        )}
      </Rows>
    </>
  );
}
