import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  BadgeCheck,
  CalendarClock,
  CalendarX,
  CircleSlash,
  PencilLine,
  PenTool,
  Replace,
  RotateCcw,
  Send,
  Undo2,
  type LucideIcon,
} from 'lucide-react';
import type { OfficialPhoto } from '../../api/studio';
import { actOn, pickedQuery, type Verb } from '../../api/studioWork';
import { fromWallClock, moment, type Lang } from '../../lib/dates';
import { visibleOf } from '../../lib/merge';
import { toast } from '../../lib/toasts';
import { useApiMutation } from '../../lib/useApiMutation';
import { ActDialog, ActForm, Area, ReasonDialog } from '../ActDialog';
import { Confirm } from '../Confirm';
import { Press } from '../Press';
import { btn, control, Panel } from '../ui';

const plain: [act: string, verb: Verb, icon: LucideIcon][] = [
  ['submit', 'submit', Send],
  ['clear', 'clear', BadgeCheck],
  ['propose', 'propose-release', PenTool],
  ['sign', 'sign-release', PenTool],
  ['recall', 'recall', Undo2],
  ['lift-embargo', 'lift-embargo', CalendarX],
  ['restore', 'restore', RotateCcw],
];
/** Ways back stand behind the ways on. */
const back: Verb[] = ['recall', 'lift-embargo', 'restore'];

/** All that the next hand vouches for. */
const shown = ({ state, details, embargoUntil }: OfficialPhoto) => ({ state, details: visibleOf(details), embargoUntil });
const standing = ({ state, embargoUntil }: OfficialPhoto) => ({ state, embargoUntil });
const vouched: Verb[] = ['submit', 'clear', 'propose-release', 'sign-release'];

/** One act at a time, said aloud when done. */
function useAct(photo: OfficialPhoto, onDone?: () => void) {
  const { t } = useTranslation();
  return useApiMutation({
    record: photo,
    act: ({ verb, given }: { verb: Verb; given?: object }) => actOn(photo.number, verb, given),
    concerns: (now, { verb }): object => (vouched.includes(verb) ? shown(now) : standing(now)),
    onDone: (_, { verb }) => {
      toast({ tone: 'ok', title: t(`studio.did.${verb}`) });
      onDone?.();
    },
  });
}

type FormOf = { photo: OfficialPhoto; close: () => void };

function Embargo({ photo, close }: FormOf) {
  const { t } = useTranslation();
  const act = useAct(photo, close);
  const [wall, set] = useState('');
  const id = useId();
  return (
    <ActForm
      yes={t('studio.act.embargo.yes')}
      typed={wall}
      pending={act.isPending}
      send={() => act.mutate({ verb: 'embargo', given: { until: fromWallClock(wall) } })}
    >
      <label htmlFor={id} className="text-sm font-semibold">
        {t('studio.until')} <span className="font-normal text-muted">({t('studio.zone')})</span>
      </label>
      <input
        id={id}
        type="datetime-local"
        required
        value={wall}
        onChange={(e) => set(e.target.value)}
        className={`${control} num mt-1.5 h-11`}
      />
    </ActForm>
  );
}

function SendBack({ photo, close }: FormOf) {
  const { t } = useTranslation();
  const act = useAct(photo, close);
  const [reason, set] = useState('');
  return (
    <ActForm
      yes={t('studio.act.send-back.yes')}
      typed={reason}
      pending={act.isPending}
      send={() => act.mutate({ verb: 'send-back', given: { reason: reason.trim() } })}
    >
      <Area label={t('studio.why')} value={reason} set={set} />
    </ActForm>
  );
}

const NUMBER = /^GNGC-\d{8}-STU-\d{4,}$/;

/** The photo that takes the place is named by its number and shown before anything happens. */
function Supersede({ photo, lang, close }: FormOf & { lang: Lang }) {
  const { t } = useTranslation();
  const act = useAct(photo, close);
  const [number, set] = useState('');
  const id = useId();
  const wanted = number.trim().toUpperCase();
  const asked = NUMBER.test(wanted) && wanted !== photo.number;
  const found = useQuery({ ...pickedQuery([wanted]), enabled: asked, placeholderData: undefined });
  const other = asked ? found.data?.items.find((one) => one.state === 'released') : undefined;
  return (
    <ActForm
      yes={t('studio.act.supersede.yes')}
      typed={number}
      ready={!!other}
      pending={act.isPending}
      send={() => act.mutate({ verb: 'supersede', given: { number: wanted } })}
    >
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
        className={`${control} num mt-1.5 h-11`}
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
    </ActForm>
  );
}

/** What this reader may do with the photo now, and who did what before. */
export function PhotoActs({ photo, lang }: { photo: OfficialPhoto; lang: Lang }) {
  const { t } = useTranslation();
  const act = useAct(photo);
  const { desk } = photo;
  if (!desk) return null;
  const can = (name: string) => desk.acts.includes(name);
  const hands = (['uploaded', 'cleared', 'proposed', 'signed', 'withdrawn'] as const).flatMap((step) => {
    const hand = desk[step];
    return hand ? [{ step, hand }] : [];
  });
  return (
    <Panel id="acts-h" title={t('studio.desk.of')} className="no-print">
      <div className="grid gap-2">
        {(['edit', 'correct'] as const).filter(can).map((name) => (
          <Link key={name} to="/$lang/studio/$number/edit" params={{ lang, number: photo.number }} className={btn.quiet}>
            <PencilLine className="size-4.5" aria-hidden />
            {t(`studio.act.${name}`)}
          </Link>
        ))}
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
                <Press onPress={open} pending={act.isPending} className={back.includes(verb) ? btn.quiet : btn.primary}>
                  <Icon className="flip size-4.5" aria-hidden />
                  {t(`studio.act.${name}`)}
                </Press>
              )}
            />
          ))}
        {can('send-back') && (
          <ActDialog title={t('studio.act.send-back.q')} label={t('studio.act.send-back')} icon={Undo2}>
            {(close) => <SendBack photo={photo} close={close} />}
          </ActDialog>
        )}
        {can('embargo') && (
          <ActDialog title={t('studio.act.embargo.q')} label={t('studio.act.embargo')} icon={CalendarClock}>
            {(close) => <Embargo photo={photo} close={close} />}
          </ActDialog>
        )}
        {can('supersede') && (
          <ActDialog title={t('studio.act.supersede.q')} label={t('studio.act.supersede')} icon={Replace}>
            {(close) => <Supersede photo={photo} lang={lang} close={close} />}
          </ActDialog>
        )}
        {(['withdraw', 'discard'] as const).filter(can).map((name) => (
          <ReasonDialog
            key={name}
            title={t(`studio.act.${name}.q`)}
            label={t(`studio.act.${name}`)}
            icon={CircleSlash}
            look={btn.danger}
            body={t(`studio.act.${name}.body`)}
            yes={t(`studio.act.${name}.yes`)}
            danger
            record={photo}
            concerns={standing}
            act={(reason) => actOn(photo.number, name, reason)}
            said={t(`studio.did.${name}`)}
          />
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
