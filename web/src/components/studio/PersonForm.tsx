import { useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Plus, Trash2 } from 'lucide-react';
import { enterPerson, readPerson, rewritePerson, type RegisteredPerson } from '../../api/studioWork';
import { today, type Lang } from '../../lib/dates';
import { useUnsaved } from '../../lib/unsaved';
import { useApiMutation } from '../../lib/useApiMutation';
import { Cancel } from '../Cancel';
import { Press } from '../Press';
import { btn, control } from '../ui';

type Row = { ar: string; en: string; since: string; until: string };
/** What the form shows of a person; a row is one title. */
const formOf = (person?: RegisteredPerson) => ({
  name: { ar: person?.name.ar ?? '', en: person?.name.en ?? '' },
  rows: person?.titles.map((one): Row => ({ ...one.title, since: one.since, until: one.until ?? '' })) ?? [],
});
type Form = ReturnType<typeof formOf>;
const written = ({ name, rows }: Form) => ({
  name,
  titles: rows.map(({ ar, en, since, until }) => ({ title: { ar, en }, since, until: until || null })),
});

export function Typed(p: {
  label: string;
  value: string;
  set: (v: string) => void;
  lang?: Lang;
  type?: string;
  hint?: string;
  pattern?: string;
  needed?: boolean;
}) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-semibold">
        {p.label}
      </label>
      <input
        id={id}
        type={p.type ?? 'text'}
        required={p.needed ?? true}
        minLength={p.lang ? 2 : undefined}
        maxLength={300}
        pattern={p.pattern}
        lang={p.lang}
        dir={p.lang ? (p.lang === 'ar' ? 'rtl' : 'ltr') : 'ltr'}
        aria-describedby={p.hint ? `${id}-hint` : undefined}
        value={p.value}
        onChange={(e) => p.set(e.target.value)}
        className={`${control} h-11 ${p.type === 'date' ? 'num' : ''}`}
      />
      {p.hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {p.hint}
        </p>
      )}
    </div>
  );
}

/** A person's name and the titles held, each from a day on: what captions take by the day a photo was taken. */
export function PersonForm({ person, done }: { person?: RegisteredPerson; done: () => void }) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const [form, set] = useState(() => formOf(person));
  const { name, rows } = form;
  const setName = (now: Form['name']) => set({ ...form, name: now });
  const setRows = (now: Row[]) => set({ ...form, rows: now });
  const change = (at: number, now: Partial<Row>) => setRows(rows.map((one, i) => (i === at ? { ...one, ...now } : one)));
  const unsaved = useUnsaved({ key, form });
  const shared = {
    said: t('register.saved'),
    quiet: true,
    onDone: () => {
      unsaved.saved();
      done();
    },
  };
  const entered = useApiMutation({ ...shared, act: (typed: Form) => enterPerson({ key, ...written(typed) }) });
  const kept = useApiMutation({
    ...shared,
    record: person ?? ({ version: 0 } as RegisteredPerson),
    fields: formOf,
    // The service takes a person whole: joined with what somebody else changed, it is sent as one.
    wire: (typed) => ({ person: written(typed) }),
    act: (changes) => rewritePerson(person!.key, changes.person!),
    read: () => readPerson(person!.key),
    naming: {
      name: (pointer) => t(pointer.startsWith('/rows') ? 'register.titles' : `register.name.${pointer.split('/')[2] ?? 'ar'}`),
    },
  });
  const save = person ? kept : entered;
  const said = save.problem && (save.problem.errors[0]?.detail ?? save.problem.detail);
  return (
    <form
      className="space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(form);
      }}
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Typed label={t('register.name.ar')} value={name.ar} set={(ar) => setName({ ...name, ar })} lang="ar" />
        <Typed label={t('register.name.en')} value={name.en} set={(en) => setName({ ...name, en })} lang="en" />
        {!person && (
          <Typed
            label={t('register.key')}
            hint={t('register.key.hint')}
            value={key}
            set={setKey}
            pattern="[a-z0-9][a-z0-9\-]{1,59}"
          />
        )}
      </div>
      <fieldset className="space-y-3">
        <legend className="text-sm font-semibold">{t('register.titles')}</legend>
        {rows.map((one, at) => (
          <div key={at} className="grid grid-cols-1 gap-3 rounded-xl border border-line bg-raised p-3 sm:grid-cols-2">
            <Typed label={t('register.title.ar')} value={one.ar} set={(ar) => change(at, { ar })} lang="ar" />
            <Typed label={t('register.title.en')} value={one.en} set={(en) => change(at, { en })} lang="en" />
            <Typed label={t('register.since')} value={one.since} set={(since) => change(at, { since })} type="date" />
            <div className="flex items-end gap-2">
              <div className="min-w-0 flex-1">
                <Typed
                  label={t('register.until')}
                  value={one.until}
                  set={(until) => change(at, { until })}
                  type="date"
                  needed={false}
                />
              </div>
              <Button
                onPress={() => setRows(rows.filter((_, i) => i !== at))}
                aria-label={`${t('register.title.drop')}: ${one.ar || one.en}`}
                className={btn.icon}
              >
                <Trash2 className="size-4.5" aria-hidden />
              </Button>
            </div>
          </div>
        ))}
        <Button onPress={() => setRows([...rows, { ar: '', en: '', since: today(), until: '' }])} className={btn.small}>
          <Plus className="size-4" aria-hidden />
          {t('register.title.add')}
        </Button>
      </fieldset>
      {said && (
        <p role="alert" className="text-sm font-semibold text-danger">
          {said}
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
