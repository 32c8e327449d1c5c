import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CirclePause, CirclePlay, FlaskConical, History, KeyRound, Pencil, Trash2 } from 'lucide-react';
import { Button } from 'react-aria-components';
import { change, eventTypesQuery, remove, replay, rotate, test, touched, turn, type Subscription } from '../../api/events';
import { addDays, day, num, today, type Lang } from '../../lib/dates';
import { toast } from '../../lib/toasts';
import { useApiMutation } from '../../lib/useApiMutation';
import { useUnsaved } from '../../lib/unsaved';
import { ActForm } from '../ActDialog';
import { Ask, Confirm } from '../Confirm';
import { Press } from '../Press';
import { btn, control } from '../ui';
import { Secret } from './Secret';
import { SubscriptionFields, trimmedWish, type Wanted } from './SubscriptionFields';

/** What an act on a subscription rests on; how its receiver fares is not part of it. */
const standing = ({ name, sink, types, status }: Subscription) => ({ name, sink, types, status });

const wanted = ({ name, sink, types }: Subscription): Wanted => ({ name, sink, types });

function Edit({ one, lang, close }: { one: Subscription; lang: Lang; close: () => void }) {
  const { t } = useTranslation();
  const { data: types } = useQuery(eventTypesQuery);
  const [typed, set] = useState(() => wanted(one));
  const names: Record<string, string> = {
    name: t('events.name'),
    sink: t('events.sink'),
    types: t('events.which'),
  };
  const changing = useApiMutation({
    record: one,
    fields: wanted,
    act: (changes: Partial<Wanted>) => change(one.id, changes),
    said: t('events.did.edit'),
    onDone: close,
    touches: touched,
    naming: { name: (pointer) => names[pointer.split('/')[1] ?? ''] },
  });
  return (
    <ActForm
      yes={t('events.edit.save')}
      typed={typed}
      pending={changing.isPending}
      send={() => changing.mutate(trimmedWish(typed))}
    >
      <SubscriptionFields
        typed={typed}
        set={set}
        types={types?.items ?? []}
        lang={lang}
        fixedSink={!one.actions.includes('redirect')}
      />
    </ActForm>
  );
}

function Rotate({ one, close }: { one: Subscription; close: () => void }) {
  const { t } = useTranslation();
  const rotating = useApiMutation({ record: one, act: () => rotate(one.id), concerns: standing, touches: touched });
  if (rotating.data) return <Secret secret={rotating.data.secret} done={close} />;
  return (
    <>
      <p className="mt-2 text-muted">{t('events.rotate.body')}</p>
      <Press pending={rotating.isPending} onPress={() => rotating.mutate(undefined)} className={`${btn.primary} mt-5`}>
        {t('events.rotate')}
      </Press>
    </>
  );
}

/** First how many it would be, then sending them. */
function Replay({ one, lang, close }: { one: Subscription; lang: Lang; close: () => void }) {
  const { t } = useTranslation();
  const [since, begin] = useState(addDays(day(today()), -1).toISOString().slice(0, 10));
  const from = () => new Date(`${since}T00:00:00+04:00`).toISOString();
  useUnsaved(since);
  const counting = useApiMutation({ act: () => replay(one.id, from(), true), touches: [] });
  const sending = useApiMutation({
    act: () => replay(one.id, from(), false),
    said: t('events.replay.begun'),
    onDone: close,
    touches: touched,
  });
  return (
    <div className="mt-3 space-y-4">
      <p className="text-muted">{t('events.replay.body')}</p>
      <label className="block text-sm font-semibold">
        {t('events.replay.since')}
        <input
          type="date"
          max={today()}
          value={since}
          onChange={(e) => (begin(e.target.value), counting.reset())}
          className={`${control} mt-1.5 h-11`}
        />
      </label>
      {counting.data ? (
        <>
          <p role="status" className="num font-semibold">
            {t('events.replay.count', { count: counting.data.count, n: num(counting.data.count, lang) })}
          </p>
          <Press
            pending={sending.isPending || !counting.data.count}
            onPress={() => sending.mutate(undefined)}
            className={btn.primary}
          >
            {t('events.replay')}
          </Press>
        </>
      ) : (
        <Press pending={counting.isPending || !since} onPress={() => counting.mutate(undefined)} className={btn.quiet}>
          {t('events.replay.try')}
        </Press>
      )}
    </div>
  );
}

/** What its entity can do about a subscription. */
export function SubscriptionActs({ one, lang }: { one: Subscription; lang: Lang }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = (act: string) => one.actions.includes(act);
  const verb = can('pause') ? 'pause' : 'resume';
  const testing = useApiMutation({
    act: () => test(one.id),
    onDone: (took) => {
      const fine = took.status !== null && took.status < 300;
      toast({
        tone: fine ? 'ok' : 'danger',
        title: t(fine ? 'events.test.taken' : 'events.test.not'),
        body: <bdi dir="ltr">{took.status ?? took.error}</bdi>,
      });
    },
    touches: touched,
  });
  const turning = useApiMutation({
    record: one,
    act: () => turn(one.id, verb),
    concerns: standing,
    may: (now) => now.actions.includes(verb),
    said: t(`events.did.${verb}`),
    touches: touched,
  });
  const removing = useApiMutation({
    act: () => remove(one.id),
    said: t('events.did.delete'),
    onDone: () => void navigate({ to: '/$lang/events', params: { lang } }),
    touches: touched,
  });
  return (
    <div className="flex flex-wrap gap-2">
      {can('edit') && (
        <Ask
          title={t('events.edit')}
          trigger={(open) => (
            <Button onPress={open} className={btn.quiet}>
              <Pencil className="size-4" aria-hidden />
              {t('events.edit')}
            </Button>
          )}
        >
          {(close) => <Edit one={one} lang={lang} close={close} />}
        </Ask>
      )}
      {can('test') && (
        <Press pending={testing.isPending} onPress={() => testing.mutate(undefined)} className={btn.quiet}>
          <FlaskConical className="size-4" aria-hidden />
          {t('events.test')}
        </Press>
      )}
      {(can('pause') || can('resume')) && (
        <Press pending={turning.isPending} onPress={() => turning.mutate(undefined)} className={btn.quiet}>
          {verb === 'pause' ? <CirclePause className="size-4" aria-hidden /> : <CirclePlay className="size-4" aria-hidden />}
          {t(`events.${verb}`)}
        </Press>
      )}
      {can('replay') && (
        <Ask
          title={t('events.replay.q')}
          trigger={(open) => (
            <Button onPress={open} className={btn.quiet}>
              <History className="size-4" aria-hidden />
              {t('events.replay')}
            </Button>
          )}
        >
          {(close) => <Replay one={one} lang={lang} close={close} />}
        </Ask>
      )}
      {can('rotate-secret') && (
        <Ask
          title={t('events.rotate.q')}
          trigger={(open) => (
            <Button onPress={open} className={btn.quiet}>
              <KeyRound className="size-4" aria-hidden />
              {t('events.rotate')}
            </Button>
          )}
        >
          {(close) => <Rotate one={one} close={close} />}
        </Ask>
      )}
      {can('delete') && (
        <Confirm
          title={t('events.delete.q')}
          body={t('events.delete.body')}
          yes={t('events.delete')}
          onYes={() => removing.mutate(undefined)}
          trigger={(open) => (
            <Button onPress={open} className={btn.danger}>
              <Trash2 className="size-4" aria-hidden />
              {t('events.delete')}
            </Button>
          )}
        />
      )}
    </div>
  );
}
