import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Plus } from 'lucide-react';
import { Button } from 'react-aria-components';
import { subscribe, touched, type EventType } from '../../api/events';
import type { Lang } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { useUnsaved } from '../../lib/unsaved';
import { Cancel } from '../Cancel';
import { Ask } from '../Confirm';
import { Press } from '../Press';
import { btn, control } from '../ui';
import { Secret } from './Secret';

function Form({ types, lang, close }: { types: EventType[]; lang: Lang; close: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [name, call] = useState('');
  const [sink, send] = useState('');
  const [chosen, choose] = useState<string[]>([]);
  const unsaved = useUnsaved({ name, sink, chosen });
  const making = useApiMutation({
    act: () => subscribe({ name: name.trim(), sink: sink.trim(), types: chosen }),
    onDone: () => unsaved.saved(),
    touches: touched,
  });
  if (making.data) return <Secret secret={making.data.secret} done={close} />;
  const turn = (type: string, on: boolean) => choose(on ? [...chosen, type] : chosen.filter((one) => one !== type));
  return (
    <form
      className="mt-3 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        making.mutate(undefined);
      }}
    >
      <label className="block text-sm font-semibold" htmlFor={`${id}-n`}>
        {t('events.name')}
        <input
          id={`${id}-n`}
          dir="auto"
          required
          maxLength={120}
          value={name}
          onChange={(e) => call(e.target.value)}
          className={`${control} mt-1.5 h-11 font-normal`}
        />
      </label>
      <label className="block text-sm font-semibold" htmlFor={`${id}-s`}>
        {t('events.sink')}
        <input
          id={`${id}-s`}
          dir="ltr"
          type="url"
          required
          value={sink}
          placeholder="https://"
          onChange={(e) => send(e.target.value)}
          className={`${control} mt-1.5 h-11 font-normal`}
        />
        <span className="mt-1 block font-normal text-muted">{t('events.sink.hint')}</span>
      </label>
      <fieldset>
        <legend className="text-sm font-semibold">{t('events.which')}</legend>
        <div className="mt-1.5 max-h-48 space-y-1 overflow-y-auto rounded-xl border border-line p-3" tabIndex={0}>
          {types.map((one) => (
            <label key={one.type} className="flex items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={chosen.includes(one.type)}
                onChange={(e) => turn(one.type, e.target.checked)}
                className="size-4 accent-brand"
              />
              {one.title[lang]}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="flex flex-wrap gap-3">
        <Press type="submit" pending={making.isPending} className={btn.primary}>
          {t('events.subscribe')}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}

/** Have events sent to a system of one's entity. */
export function NewSubscription({ types, lang }: { types: EventType[]; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Ask
      title={t('events.new')}
      trigger={(open) => (
        <Button onPress={open} className={btn.gold}>
          <Plus className="size-5" aria-hidden />
          {t('events.new')}
        </Button>
      )}
    >
      {(close) => <Form types={types} lang={lang} close={close} />}
    </Ask>
  );
}
