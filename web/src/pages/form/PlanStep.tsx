import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { budgets, channels, phaseKinds, tiers } from '../../api/types';
import { BiAt, DateAt, MomentAt, OneAt, SelectAt, SomeAt } from '../../components/form/inputs';
import { Asked } from '../../components/form/Field';
import { Rows } from '../../components/form/Rows';
import { anchor } from '../../lib/fields';
import { fromWallClock } from '../../lib/dates';
import { newPhase } from '../../lib/draft';
import { useField, useForm } from '../../lib/form';

/** At once after approval, or at a moment the author names. */
function Launch() {
  const { t } = useTranslation();
  const { draft } = useForm();
  const [at, set] = useField<string | null>('/launchAt');
  const [named, name] = useState(at !== null);
  const choose = (later: boolean) => {
    name(later);
    const start = draft.implementation.startsOn;
    set(later && start ? fromWallClock(`${start}T09:00`) : null);
  };
  return (
    <fieldset id={named ? undefined : anchor('/launchAt')} tabIndex={-1}>
      <legend className="mb-1.5 text-sm font-semibold">{t('launch.when')}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {[false, true].map((later) => (
          <label
            key={String(later)}
            className="flex cursor-pointer flex-col rounded-xl border border-line-strong bg-surface px-4 py-3 hover:border-brand has-checked:border-brand has-checked:bg-brand-soft has-checked:ring-1 has-checked:ring-brand has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand"
          >
            <input type="radio" name="launch" checked={named === later} onChange={() => choose(later)} className="sr-only" />
            <span className="font-semibold">{t(later ? 'launch.later' : 'launch.now')}</span>
            <span className="text-sm text-muted">{t(later ? 'launch.later.note' : 'launch.now.note')}</span>
          </label>
        ))}
      </div>
      {!named && <Asked pointer="/launchAt" />}
      {named && (
        <div className="mt-4 max-w-sm">
          <MomentAt pointer="/launchAt" hint={t('launch.zone')} />
        </div>
      )}
    </fieldset>
  );
}

/** Step 3: the idea, the days, the ways. */
export function PlanStep() {
  const { t } = useTranslation();
  const { draft, launched } = useForm();
  const { startsOn, endsOn } = draft.implementation;
  return (
    <>
      <BiAt pointer="/strategy/proposition" rows={2} hint={t('form.proposition')} />
      <BiAt pointer="/strategy/theoryOfChange" rows={3} optional />
      <div className="grid gap-4 sm:grid-cols-2">
        <DateAt pointer="/implementation/startsOn" max={endsOn ?? undefined} />
        <DateAt pointer="/implementation/endsOn" min={startsOn ?? undefined} />
      </div>
      <SomeAt pointer="/implementation/channels" options={channels.map((id) => ({ id, label: t(`channel.${id}`) }))} />
      <div>
        <p className="mb-1.5 text-sm font-semibold">
          {t('field.implementation.phases')} <span className="font-normal text-muted">{t('form.optional')}</span>
        </p>
        <Rows pointer="/implementation/phases" make={newPhase} most={4} least={0} add={t('form.phase.add')}>
          {(at) => (
            <div className="grid gap-4 sm:grid-cols-3">
              <SelectAt pointer={`${at}/kind`} options={phaseKinds.map((id) => ({ id, label: t(`phase.${id}`) }))} />
              <DateAt pointer={`${at}/from`} min={startsOn ?? undefined} max={endsOn ?? undefined} />
              <DateAt pointer={`${at}/to`} min={startsOn ?? undefined} max={endsOn ?? undefined} />
            </div>
          )}
        </Rows>
      </div>
      <OneAt pointer="/implementation/budgetBand" optional options={budgets.map((id) => ({ id, label: t(`budget.${id}`) }))} />
      {launched ? (
        <SelectAt pointer="/tier" options={tiers.map((id) => ({ id, label: t(`tier.${id}`) }))} hint={t('form.tier')} />
      ) : (
        <Launch />
      )}
    </>
  );
}
