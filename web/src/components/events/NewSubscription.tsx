import { useState } from 'react';
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
import { btn } from '../ui';
import { Secret } from './Secret';
import { SubscriptionFields, trimmedWish, type Wanted } from './SubscriptionFields';

function Form({ types, lang, close }: { types: EventType[]; lang: Lang; close: () => void }) {
  const { t } = useTranslation();
  const [typed, set] = useState<Wanted>({ name: '', sink: '', types: [] });
  const unsaved = useUnsaved(typed);
  const making = useApiMutation({
    act: () => subscribe(trimmedWish(typed)),
    onDone: () => unsaved.saved(),
    touches: touched,
  });
  if (making.data) return <Secret secret={making.data.secret} done={close} />;
  return (
    <form
      className="mt-3 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        making.mutate(undefined);
      }}
    >
      <SubscriptionFields typed={typed} set={set} types={types} lang={lang} />
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
