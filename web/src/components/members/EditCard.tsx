import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { Pencil } from 'lucide-react';
import { editCard } from '../../api/members';
import { expertises, speeches, type Expertise, type PersonCard, type Way } from '../../api/types';
import { useActing } from '../../lib/acting';
import { Ask } from '../Confirm';
import { Press } from '../Press';
import { btn } from '../ui';
import { wayNames } from './Contact';
import { input, Labelled } from './inputs';

function Ticks<T extends string>(p: {
  legend: string;
  all: readonly T[];
  on: T[];
  set: (on: T[]) => void;
  label: (one: T) => string;
}) {
  return (
    <fieldset>
      <legend className="text-sm font-semibold">{p.legend}</legend>
      <div className="mt-1.5 grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-3">
        {p.all.map((one) => (
          <label key={one} className="flex items-center gap-2 py-1 text-sm">
            <input
              type="checkbox"
              checked={p.on.includes(one)}
              onChange={(e) => p.set(e.target.checked ? [...p.on, one] : p.on.filter((x) => x !== one))}
              className="size-4.5 shrink-0 accent-brand"
            />
            {p.label(one)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Form({ p, close }: { p: PersonCard; close: () => void }) {
  const { t } = useTranslation();
  const [contact, setContact] = useState(p.contact);
  const [languages, setLanguages] = useState<string[]>(p.languages);
  const [expertise, setExpertise] = useState<Expertise[]>(p.expertise);
  const save = useActing(
    () => {
      const changed = wayNames.filter((way) => (contact[way] ?? '') !== (p.contact[way] ?? ''));
      const sent = Object.fromEntries(changed.map((way) => [way, contact[way]?.trim() || null]));
      return editCard(p.id, p.version, { contact: sent, languages, expertise, confirmed: true });
    },
    t('person.saved'),
    close,
  );
  const kind = (way: Way) => (way.endsWith('mail') || way.endsWith('Email') ? 'email' : 'tel');
  return (
    <form
      className="mt-4 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(undefined);
      }}
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {wayNames.map((way) => (
          <Labelled key={way} label={t(`person.${way}`)} hint={kind(way) === 'tel' ? t('person.e164') : undefined}>
            {(id) => (
              <input
                {...id}
                type={kind(way)}
                dir="ltr"
                pattern={kind(way) === 'tel' ? '\\+[1-9][0-9]{6,14}' : undefined}
                value={contact[way] ?? ''}
                onChange={(e) => setContact({ ...contact, [way]: e.target.value })}
                className={`${input} num`}
              />
            )}
          </Labelled>
        ))}
      </div>
      <Ticks
        legend={t('person.languages')}
        all={speeches}
        on={languages as never}
        set={setLanguages}
        label={(l) => t(`language.${l}`)}
      />
      <Ticks
        legend={t('person.expertise')}
        all={expertises}
        on={expertise}
        set={setExpertise}
        label={(x) => t(`expertise.${x}`)}
      />
      <div className="flex gap-3">
        <Press type="submit" pending={save.isPending} className={btn.primary}>
          {t('person.save')}
        </Press>
        <Button onPress={close} className={btn.quiet}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** The owner keeps the own card right; saving it confirms it. */
export function EditCard({ p }: { p: PersonCard }) {
  const { t } = useTranslation();
  return (
    <Ask
      title={t('person.edit')}
      trigger={(open) => (
        <Button onPress={open} className={btn.small}>
          <Pencil className="size-4" aria-hidden />
          {t('person.edit')}
        </Button>
      )}
    >
      {(close) => <Form p={p} close={close} />}
    </Ask>
  );
}
