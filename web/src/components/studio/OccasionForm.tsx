import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enterOccasion } from '../../api/studioWork';
import { today } from '../../lib/dates';
import { useUnsaved } from '../../lib/unsaved';
import { useApiMutation } from '../../lib/useApiMutation';
import { Cancel } from '../Cancel';
import { Press } from '../Press';
import { btn } from '../ui';
import { Typed } from './PersonForm';

/** An event at which photos are taken. */
export function OccasionForm({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState({ ar: '', en: '' });
  const [place, setPlace] = useState({ ar: '', en: '' });
  const [startsOn, begin] = useState(today());
  const [endsOn, end] = useState(today());
  const unsaved = useUnsaved({ title, place, startsOn, endsOn });
  const save = useApiMutation({
    act: () => enterOccasion({ title, place, startsOn, endsOn }),
    said: t('register.saved'),
    quiet: true,
    onDone: () => {
      unsaved.saved();
      done();
    },
  });
  const { problem } = save;
  return (
    <form
      className="space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(undefined);
      }}
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Typed label={t('register.occasion.ar')} value={title.ar} set={(ar) => setTitle({ ...title, ar })} lang="ar" />
        <Typed label={t('register.occasion.en')} value={title.en} set={(en) => setTitle({ ...title, en })} lang="en" />
        <Typed label={t('register.place.ar')} value={place.ar} set={(ar) => setPlace({ ...place, ar })} lang="ar" />
        <Typed label={t('register.place.en')} value={place.en} set={(en) => setPlace({ ...place, en })} lang="en" />
        <Typed label={t('register.since')} value={startsOn} set={begin} type="date" />
        <Typed label={t('register.last')} value={endsOn} set={end} type="date" />
      </div>
      {problem && (
        <p role="alert" className="text-sm font-semibold text-danger">
          {problem.errors[0]?.detail ?? problem.detail}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <Press type="submit" pending={save.isPending} className={btn.primary}>
          {t('edit.save')}
        </Press>
        <Cancel leave={() => unsaved.dismiss(done)} />
      </div>
    </form>
  );
}
