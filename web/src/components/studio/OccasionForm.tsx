import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { newKey } from '../../api/client';
import { asProblem } from '../../api/problem';
import { enterOccasion } from '../../api/studioWork';
import { today } from '../../lib/dates';
import { toast } from '../../lib/toasts';
import { Press } from '../Press';
import { btn } from '../ui';
import { Typed } from './PersonForm';

/** An event at which photos are taken; the same key until it is entered, so that pressing twice enters it once. */
export function OccasionForm({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const key = useRef(newKey());
  const [title, setTitle] = useState({ ar: '', en: '' });
  const [place, setPlace] = useState({ ar: '', en: '' });
  const [startsOn, begin] = useState(today());
  const [endsOn, end] = useState(today());
  const save = useMutation({
    mutationFn: () => enterOccasion(key.current, { title, place, startsOn, endsOn }),
    onSuccess: () => (toast({ tone: 'ok', title: t('register.saved') }), done()),
    onError: () => (key.current = newKey()),
  });
  const problem = save.error && asProblem(save.error);
  return (
    <form
      className="space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate();
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
        <Button onPress={done} className={btn.quiet}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
