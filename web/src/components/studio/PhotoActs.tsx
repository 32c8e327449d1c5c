import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useRef, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { BadgeCheck, CalendarClock, CircleSlash, PencilLine, PenTool, Replace, Send, Undo2, type LucideIcon } from 'lucide-react';
import { newKey } from '../../api/client';
import { asProblem } from '../../api/problem';
import { queryClient } from '../../api/queries';
import type { OfficialPhoto } from '../../api/studio';
import { actOn, pickedQuery, type Verb } from '../../api/studioWork';
import { fromWallClock, moment, type Lang } from '../../lib/dates';
import { toast } from '../../lib/toasts';
import { Ask, Confirm } from '../Confirm';
import { Press } from '../Press';
import { btn, Panel } from '../ui';

const input = 'mt-1.5 w-full rounded-xl border border-line-strong bg-surface px-3 text-ink';
const plain: [act: string, verb: Verb, icon: LucideIcon][] = [
  ['submit', 'submit', Send],
  ['clear', 'clear', BadgeCheck],
  ['propose', 'propose-release', PenTool],
  ['sign', 'sign-release', PenTool],
];

/** One act at a time, said aloud when done. One key until it is decided, so pressing twice is one act. */
function useAct(photo: OfficialPhoto) {
  const { t } = useTranslation();
  const key = useRef(newKey());
  return useMutation({
    mutationFn: ({ verb, given }: { verb: Verb; given?: object }) => actOn(photo, verb, key.current, given),
    onSuccess: (_, { verb }) => toast({ tone: 'ok', title: t(`studio.did.${verb}`) }),
    onError: (error) => {
      const problem = asProblem(error);
      if (problem.status === 412) void queryClient.invalidateQueries({ queryKey: ['screen'] });
      toast({
        tone: 'danger',
        title: problem.status === 412 ? t('stale.title') : problem.title,
        body: problem.status === 412 ? t('stale.body') : problem.detail,
      });
    },
    onSettled: (_, error) => {
      if (!error || asProblem(error).status !== 0) key.current = newKey();
    },
  });
}

/** A dialog with a small form: what is typed goes along with the act. */
function With(p: { act: string; icon: LucideIcon; look: string; run: () => void; ready?: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Ask
      title={t(`studio.act.${p.act}.q`)}
      trigger={(open) => (
        <Button onPress={open} className={p.look}>
          <p.icon className="flip size-4.5" aria-hidden />
          {t(`studio.act.${p.act}`)}
        </Button>
      )}
    >
      {(close) => (
        <form
          className="mt-3 space-y-3"
          onSubmit={(e) => {
            e.preventDefault();
            p.run();
            close();
          }}
        >
          {p.children}
          <div className="flex gap-3 pt-1">
            <Button type="submit" isDisabled={p.ready === false} className={btn.primary}>
              {t(`studio.act.${p.act}.yes`)}
            </Button>
            <Button onPress={close} className={btn.quiet}>
              {t('cancel')}
            </Button>
          </div>
        </form>
      )}
    </Ask>
  );
}

function Area(p: { label: string; value: string; set: (v: string) => void; lang?: Lang }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="text-sm font-semibold">
        {p.label}
      </label>
      <textarea
        id={id}
        required
        minLength={3}
        maxLength={2000}
        rows={3}
        dir={p.lang ? (p.lang === 'ar' ? 'rtl' : 'ltr') : 'auto'}
        lang={p.lang}
        value={p.value}
        onChange={(e) => p.set(e.target.value)}
        className={`${input} py-2`}
      />
    </div>
  );
}

function Embargo({ run }: { run: (given: object) => void }) {
  const { t } = useTranslation();
  const [wall, set] = useState('');
  const id = useId();
  return (
    <With act="embargo" icon={CalendarClock} look={btn.quiet} run={() => run({ until: fromWallClock(wall) })}>
      <label htmlFor={id} className="text-sm font-semibold">
        {t('studio.until')} <span className="font-normal text-muted">({t('studio.zone')})</span>
      </label>
      <input
        id={id}
        type="datetime-local"
        required
        value={wall}
        onChange={(e) => set(e.target.value)}
        className={`${input} num h-11`}
      />
    </With>
  );
}

function SendBack({ run }: { run: (given: object) => void }) {
  const { t } = useTranslation();
  const [reason, set] = useState('');
  return (
    <With act="send-back" icon={Undo2} look={btn.quiet} run={() => run({ reason: reason.trim() })}>
      <Area label={t('studio.why')} value={reason} set={set} />
    </With>
  );
}

/** Both say why, in both languages: what was released is withdrawn, what never was is discarded. */
function End({ act, run }: { act: 'withdraw' | 'discard'; run: (given: object) => void }) {
  const { t } = useTranslation();
  const [ar, setAr] = useState('');
  const [en, setEn] = useState('');
  return (
    <With act={act} icon={CircleSlash} look={btn.danger} run={() => run({ ar: ar.trim(), en: en.trim() })}>
      <p className="text-sm text-muted">{t(`studio.act.${act}.body`)}</p>
      <Area label={t('studio.why.ar')} value={ar} set={setAr} lang="ar" />
      <Area label={t('studio.why.en')} value={en} set={setEn} lang="en" />
    </With>
  );
}

const NUMBER = /^GNGC-\d{8}-STU-\d{4,}$/;

/** The photo that takes the place is named by its number and shown before anything happens. */
function Supersede({ photo, lang, run }: { photo: OfficialPhoto; lang: Lang; run: (given: object) => void }) {
  const { t } = useTranslation();
  const [number, set] = useState('');
  const id = useId();
  const wanted = number.trim().toUpperCase();
  const asked = NUMBER.test(wanted) && wanted !== photo.number;
  const found = useQuery({ ...pickedQuery([wanted]), enabled: asked, placeholderData: undefined });
  const other = asked ? found.data?.items.find((one) => one.state === 'released') : undefined;
  return (
    <With act="supersede" icon={Replace} look={btn.quiet} ready={!!other} run={() => run({ number: wanted })}>
      <p className="text-sm text-muted">{t('studio.act.supersede.body')}</p>
      <label htmlFor={id} className="text-sm font-semibold">
        {t('studio.successor')}
      </label>
      <input
        id={id}
        dir="ltr"
        required
        value={number}
        placeholder="GNGC-20260412-STU-0008"
        aria-describedby={`${id}-found`}
        onChange={(e) => set(e.target.value)}
        className={`${input} num h-11`}
      />
      <p id={`${id}-found`} role="status" className="flex min-h-12 items-center gap-3 text-sm">
        {other && (
          <>
            <img src={other.renditions.at(-1)?.url} alt="" className="size-12 rounded-lg object-cover" />
            <bdi>{other.headline[lang]}</bdi>
          </>
        )}
        {number && !other && !found.isFetching && <span className="text-danger">{t('studio.successor.none')}</span>}
      </p>
    </With>
  );
}

/** What this reader may do with the photo now, and who did what before. */
export function PhotoActs({ photo, lang }: { photo: OfficialPhoto; lang: Lang }) {
  const { t } = useTranslation();
  const act = useAct(photo);
  const { desk } = photo;
  if (!desk) return null;
  const can = (name: string) => desk.acts.includes(name);
  const run = (verb: Verb) => (given: object) => act.mutate({ verb, given });
  const hands = (['uploaded', 'cleared', 'proposed', 'signed', 'withdrawn'] as const).flatMap((step) => {
    const hand = desk[step];
    return hand ? [{ step, hand }] : [];
  });
  return (
    <Panel id="acts-h" title={t('studio.desk.of')} className="no-print">
      <div className="grid gap-2">
        {can('edit') && (
          <Link to="/$lang/studio/$number/edit" params={{ lang, number: photo.number }} className={btn.quiet}>
            <PencilLine className="size-4.5" aria-hidden />
            {t('studio.act.edit')}
          </Link>
        )}
        {plain
          .filter(([name]) => can(name))
          .map(([name, verb, Icon]) => (
            <Confirm
              key={name}
              title={t(`studio.act.${name}.q`)}
              body={t(`studio.act.${name}.body`)}
              yes={t(`studio.act.${name}.yes`)}
              onYes={() => act.mutate({ verb })}
              trigger={(open) => (
                <Press onPress={open} pending={act.isPending} className={btn.primary}>
                  <Icon className="flip size-4.5" aria-hidden />
                  {t(`studio.act.${name}`)}
                </Press>
              )}
            />
          ))}
        {can('send-back') && <SendBack run={run('send-back')} />}
        {can('embargo') && <Embargo run={run('embargo')} />}
        {can('withdraw') && <Supersede photo={photo} lang={lang} run={run('supersede')} />}
        {(['withdraw', 'discard'] as const).filter(can).map((name) => (
          <End key={name} act={name} run={run(name)} />
        ))}
      </div>
      <ol className="mt-4 space-y-1.5 border-t border-line pt-3 text-sm">
        {hands.map(({ step, hand }) => (
          <li key={step} className="flex flex-wrap gap-x-2">
            <span className="font-semibold">{t(`studio.step.${step}`)}</span>
            {hand.name && <bdi>{hand.name[lang]}</bdi>}
            <span className="num text-muted">{moment(hand.at, lang)}</span>
          </li>
        ))}
        {desk.remarks.map((one) => (
          <li key={one.hand.at}>
            <span className="font-semibold">{t('studio.step.back')}</span>{' '}
            <q dir="auto" className="text-muted">
              {one.text}
            </q>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
