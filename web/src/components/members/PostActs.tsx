import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { CalendarClock, History as Clock, UserMinus, UserPlus, UserRoundCog } from 'lucide-react';
import { appoint, postQuery, setCover, vacate } from '../../api/members';
import type { Post } from '../../api/types';
import { useActing } from '../../lib/acting';
import { day, longDay, today } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { Ask } from '../Confirm';
import { Press } from '../Press';
import { Bars, Fault, Loading } from '../states';
import { Badge, btn } from '../ui';
import { input, Labelled } from './inputs';
import { Staff } from './Staff';

type Kind = 'permanent' | 'acting';

export function Ends({ close, pending, yes, danger }: { close: () => void; pending: boolean; yes: string; danger?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="mt-5 flex gap-3">
      <Press type="submit" pending={pending} className={danger ? btn.danger : btn.primary}>
        {yes}
      </Press>
      <Button onPress={close} className={btn.quiet}>
        {t('cancel')}
      </Button>
    </div>
  );
}

function AppointForm({ post, kind, close }: { post: Post; kind: Kind; close: () => void }) {
  const { t } = useTranslation();
  const [who, choose] = useState('');
  const [from, begin] = useState(today());
  const [to, end] = useState('');
  const act = useActing(
    () => appoint(post, { personId: who, kind, from, ...(kind === 'acting' && to ? { to } : {}) }),
    t(`post.appoint.${kind}.done`),
    close,
  );
  return (
    <form
      className="mt-4 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        act.mutate(undefined);
      }}
    >
      <Staff entity={post.entity} value={who} set={choose} but={[post.holder?.person.id, post.acting?.person.id]} />
      <Labelled label={t('post.from')}>
        {(id) => (
          <input
            {...id}
            type="date"
            required
            max={today()}
            value={from}
            onChange={(e) => begin(e.target.value)}
            className={input}
          />
        )}
      </Labelled>
      {kind === 'acting' && (
        <Labelled label={t('post.to')} hint={t('post.to.hint')}>
          {(id) => <input {...id} type="date" min={today()} value={to} onChange={(e) => end(e.target.value)} className={input} />}
        </Labelled>
      )}
      <Ends close={close} pending={act.isPending} yes={t(`post.appoint.${kind}`)} />
    </form>
  );
}

/** Begin a tenure: for good, or for a time. */
export function Appoint({ post, kind }: { post: Post; kind: Kind }) {
  const { t } = useTranslation();
  const lang = useLang();
  const Icon = kind === 'acting' ? UserRoundCog : UserPlus;
  return (
    <Ask
      title={t(`post.appoint.${kind}.q`, { post: post.title[lang] })}
      trigger={(open) => (
        <Button onPress={open} className={btn.small} aria-label={`${t(`post.appoint.${kind}`)}: ${post.title[lang]}`}>
          <Icon className="size-4" aria-hidden />
          {t(`post.appoint.${kind}`)}
        </Button>
      )}
    >
      {(close) => <AppointForm post={post} kind={kind} close={close} />}
    </Ask>
  );
}

function VacateForm({ post, kind, close }: { post: Post; kind: Kind; close: () => void }) {
  const { t } = useTranslation();
  const [note, write] = useState('');
  const act = useActing(() => vacate(post, { handoverNote: note.trim(), kind }), t('post.vacate.done'), close);
  return (
    <form
      className="mt-3"
      onSubmit={(e) => {
        e.preventDefault();
        act.mutate(undefined);
      }}
    >
      <p className="mb-4 text-muted">{t('post.vacate.body')}</p>
      <Labelled label={t('post.note')} hint={t('post.note.hint')}>
        {(id) => (
          <textarea
            {...id}
            required
            maxLength={5000}
            rows={5}
            dir="auto"
            value={note}
            onChange={(e) => write(e.target.value)}
            className={`${input} h-auto py-2`}
          />
        )}
      </Labelled>
      <Ends close={close} pending={act.isPending} yes={t('post.vacate.yes')} danger />
    </form>
  );
}

/** End a tenure with a word to the successor. */
export function Vacate({ post, kind }: { post: Post; kind: Kind }) {
  const { t } = useTranslation();
  const lang = useLang();
  return (
    <Ask
      title={t(`post.vacate.${kind}.q`, { post: post.title[lang] })}
      trigger={(open) => (
        <Button onPress={open} className={btn.small} aria-label={`${t(`post.vacate.${kind}`)}: ${post.title[lang]}`}>
          <UserMinus className="size-4" aria-hidden />
          {t(`post.vacate.${kind}`)}
        </Button>
      )}
    >
      {(close) => <VacateForm post={post} kind={kind} close={close} />}
    </Ask>
  );
}

function ExtendForm({ post, now, close }: { post: Post; now: string | null; close: () => void }) {
  const { t } = useTranslation();
  const [to, end] = useState(now ?? '');
  const act = useActing(() => setCover(post, to || null), t('post.extend.done'), close);
  return (
    <form
      className="mt-4"
      onSubmit={(e) => {
        e.preventDefault();
        act.mutate(undefined);
      }}
    >
      <Labelled label={t('post.to')} hint={t('post.to.hint')}>
        {(id) => <input {...id} type="date" min={today()} value={to} onChange={(e) => end(e.target.value)} className={input} />}
      </Labelled>
      <Ends close={close} pending={act.isPending} yes={t('post.extend')} />
    </form>
  );
}

/** Another last day for who acts. */
export function Extend({ post, to }: { post: Post; to: string | null }) {
  const { t } = useTranslation();
  const lang = useLang();
  return (
    <Ask
      title={t('post.extend.q', { post: post.title[lang] })}
      trigger={(open) => (
        <Button onPress={open} className={btn.small} aria-label={`${t('post.extend')}: ${post.title[lang]}`}>
          <CalendarClock className="size-4" aria-hidden />
          {t('post.extend')}
        </Button>
      )}
    >
      {(close) => <ExtendForm post={post} now={to} close={close} />}
    </Ask>
  );
}

function Past({ id }: { id: string }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { data: post, error, refetch } = useQuery(postQuery(id));
  if (error) return <Fault compact error={error} retry={() => void refetch()} />;
  if (!post)
    return (
      <Loading label={t('loading.page')}>
        <Bars rows={3} />
      </Loading>
    );
  if (!post.tenures.length) return <p className="mt-3 text-muted">{t('post.history.none')}</p>;
  return (
    <ol className="mt-3 divide-y divide-line">
      {post.tenures.toReversed().map((one) => (
        <li key={`${one.personId}-${one.from}-${one.kind}`} className="py-3 text-sm">
          <p className="num flex flex-wrap items-center gap-2">
            {t('post.since', { day: longDay(day(one.from), lang) })}
            {one.to && ` · ${t('post.until', { day: longDay(day(one.to), lang) })}`}
            {one.kind === 'acting' && <Badge tone="warn">{t('person.acting')}</Badge>}
            {!one.ended && <Badge tone="ok">{t('post.now')}</Badge>}
          </p>
          {one.handoverNote && (
            <p dir="auto" className="mt-1 rounded-xl bg-raised px-3 py-2 whitespace-pre-line text-muted">
              {one.handoverNote}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Everybody's time in a post, with the notes they left. */
export function History({ post }: { post: Post }) {
  const { t } = useTranslation();
  const lang = useLang();
  return (
    <Ask
      title={t('post.history.q', { post: post.title[lang] })}
      trigger={(open) => (
        <Button onPress={open} className={btn.small} aria-label={`${t('post.history')}: ${post.title[lang]}`}>
          <Clock className="size-4" aria-hidden />
          {t('post.history')}
        </Button>
      )}
    >
      {() => <Past id={post.id} />}
    </Ask>
  );
}
