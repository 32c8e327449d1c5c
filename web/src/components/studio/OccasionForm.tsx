import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { amendOccasion, enterOccasion, type Occasion } from '../../api/studioWork';
import { today } from '../../lib/dates';
import { same } from '../../lib/merge';
import { namedField } from '../../lib/naming';
import { useUnsaved } from '../../lib/unsaved';
import { useApiMutation } from '../../lib/useApiMutation';
import { WhyCorrected } from '../ActDialog';
import { Cancel } from '../Cancel';
import { Press } from '../Press';
import { btn } from '../ui';
import { Typed } from './PersonForm';

export const occasionNames = {
  title: 'studio.occasion',
  place: 'studio.place',
  startsOn: 'register.since',
  endsOn: 'register.last',
};
const formOf = (one?: Occasion) => ({
  title: one?.title ?? { ar: '', en: '' },
  place: one?.place ?? { ar: '', en: '' },
  startsOn: one?.startsOn ?? today(),
  endsOn: one?.endsOn ?? today(),
});
type Form = ReturnType<typeof formOf>;

/** An event at which photos are taken. One that was entered is put right with a reason, and its photos follow. */
export function OccasionForm({ occasion, done }: { occasion?: Occasion; done: () => void }) {
  const { t } = useTranslation();
  const [form, set] = useState(() => formOf(occasion));
  const { title, place, startsOn, endsOn } = form;
  const change = (now: Partial<Form>) => set((before) => ({ ...before, ...now }));
  const [reason, because] = useState('');
  const unsaved = useUnsaved({ form, reason });
  const shared = {
    said: t('register.saved'),
    quiet: true,
    onDone: () => {
      unsaved.saved();
      done();
    },
  };
  const entered = useApiMutation({ ...shared, act: (typed: Form) => enterOccasion(typed) });
  const amended = useApiMutation({
    ...shared,
    record: occasion ?? ({ version: 0 } as Occasion),
    fields: formOf,
    act: (changes) => amendOccasion(occasion!.id, changes, reason.trim()),
    naming: { name: (pointer) => namedField(t, occasionNames, pointer) },
  });
  const save = occasion ? amended : entered;
  const { problem } = save;
  return (
    <form
      className="space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(form);
      }}
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Typed label={t('register.occasion.ar')} value={title.ar} set={(ar) => change({ title: { ...title, ar } })} lang="ar" />
        <Typed label={t('register.occasion.en')} value={title.en} set={(en) => change({ title: { ...title, en } })} lang="en" />
        <Typed label={t('register.place.ar')} value={place.ar} set={(ar) => change({ place: { ...place, ar } })} lang="ar" />
        <Typed label={t('register.place.en')} value={place.en} set={(en) => change({ place: { ...place, en } })} lang="en" />
        <Typed label={t('register.since')} value={startsOn} set={(v) => change({ startsOn: v })} type="date" />
        <Typed label={t('register.last')} value={endsOn} set={(v) => change({ endsOn: v })} type="date" />
      </div>
      {occasion && <WhyCorrected value={reason} set={because} />}
      {problem && (
        <p role="alert" className="text-sm font-semibold text-danger">
          {problem.errors[0]?.detail ?? problem.detail}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <Press
          type="submit"
          pending={save.isPending}
          isDisabled={occasion && same(form, formOf(occasion))}
          className={btn.primary}
        >
          {t('edit.save')}
        </Press>
        <Cancel leave={() => unsaved.dismiss(done)} />
      </div>
    </form>
  );
}
