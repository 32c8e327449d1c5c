import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Archive,
  BadgeCheck,
  CalendarCog,
  CircleSlash,
  Files,
  Gavel,
  ListOrdered,
  ListPlus,
  Megaphone,
  Play,
  Send,
  Square,
} from 'lucide-react';
import { Button } from 'react-aria-components';
import {
  addAction,
  addDecision,
  entityPostsQuery,
  meetingAct,
  readWithMinutes,
  type MeetingScreen,
  type WithMinutes,
} from '../../api/meetings';
import type { Meeting } from '../../api/types';
import { fromWallClock, toWallClock, type Lang } from '../../lib/dates';
import { visibleOf } from '../../lib/merge';
import { toast } from '../../lib/toasts';
import { useApiMutation } from '../../lib/useApiMutation';
import { ReasonDialog } from '../ActDialog';
import { Confirm } from '../Confirm';
import { Press } from '../Press';
import { Panel, btn, control } from '../ui';
import { CorrectDetails } from './Corrections';
import { FormDialog } from './FormDialog';
import { EditMeeting } from './MeetingForm';
import { DeleteDraft, StepBack } from './WayBack';

const steps = [
  ['announce', Megaphone],
  ['publish-agenda', ListOrdered],
  ['begin', Play],
  ['end', Square],
  ['circulate-minutes', Send],
  ['approve-minutes', BadgeCheck],
  ['archive', Archive],
] as const;
const said = (t: (key: string) => string) => [
  { name: 'ar', label: t('text.ar'), kind: 'area' as const, lang: 'ar' as const },
  { name: 'en', label: t('text.en'), kind: 'area' as const, lang: 'en' as const },
];

/** Something new to do: whose it is depends on the entity, so that is asked first. */
function NewAction({ screen, lang }: { screen: MeetingScreen; lang: Lang }) {
  const { t } = useTranslation();
  const [entity, setEntity] = useState('');
  const { data } = useQuery(entityPostsQuery(entity));
  const posts = data?.posts ?? [];
  return (
    <FormDialog
      title={t('desk.action')}
      yes={t('desk.action.yes')}
      body={
        <label className="block text-sm font-semibold text-ink">
          {t('desk.entity')}
          <select value={entity} onChange={(e) => setEntity(e.target.value)} className={`${control} mt-1.5 h-11`}>
            <option value="">{t('form.choose')}</option>
            {screen.seats.items.map((one) => (
              <option key={one.entity.code} value={one.entity.code}>
                {one.entity.name[lang]}
              </option>
            ))}
          </select>
        </label>
      }
      fields={[
        {
          name: 'ownerPost',
          label: t('seat.post'),
          kind: 'select',
          options: posts.map((one) => ({ id: one.id, label: one.title[lang] })),
        },
        ...said(t),
        { name: 'due', label: t('action.due'), kind: 'date' },
      ]}
      said={t('done.action')}
      act={(v) => addAction(screen.meeting.id, { text: { ar: v.ar, en: v.en }, ownerPost: v.ownerPost, due: v.due })}
      trigger={(open) => (
        <Button onPress={open} className={btn.quiet}>
          <ListPlus className="flip size-4" aria-hidden />
          {t('desk.action')}
        </Button>
      )}
    />
  );
}

function NewDecision({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <FormDialog
      title={t('desk.decision')}
      yes={t('desk.decision.yes')}
      fields={[...said(t), { name: 'effectiveFrom', label: t('decision.from'), kind: 'date', optional: true }]}
      said={t('done.decision')}
      act={(v) => addDecision(id, { text: { ar: v.ar, en: v.en }, effectiveFrom: v.effectiveFrom || null })}
      trigger={(open) => (
        <Button onPress={open} className={btn.quiet}>
          <Gavel className="size-4" aria-hidden />
          {t('desk.decision')}
        </Button>
      )}
    />
  );
}

const standing = ({ status, start, end }: Meeting) => ({ status, start, end });
const minutesOf = ({ status, texts }: WithMinutes) => ({ status, texts: texts.map(({ item, ar, en }) => ({ item, ar, en })) });
const announced = ({ status, title, start, end, hostEntity, venue, invited }: Meeting) => ({
  status,
  title,
  start,
  end,
  hostEntity,
  venue,
  invited,
});
const agendaOf = (m: Meeting) => ({ ...standing(m), agenda: visibleOf(m.agenda) });
/** What each step rests on: when that changed meanwhile, the secretariat is asked. */
const restsOn: Record<string, (m: WithMinutes) => object> = {
  announce: announced,
  'publish-agenda': agendaOf,
  'publish-pack': agendaOf,
  'circulate-minutes': minutesOf,
  'approve-minutes': minutesOf,
};

/** The secretariat's desk: the next step of the meeting, what else may be done with it now. */
export function Desk({ screen, lang }: { screen: MeetingScreen; lang: Lang }) {
  const { t } = useTranslation();
  const m: WithMinutes = { ...screen.meeting, texts: screen.minutes.texts };
  const can = (verb: string) => m.actions.includes(verb);
  const act = useApiMutation({
    record: m,
    read: () => readWithMinutes(m.id),
    act: (verb: string) => meetingAct(m.id, verb),
    concerns: (now, verb) => (restsOn[verb] ?? standing)(now),
    may: (now, verb) => now.actions.includes(verb),
    onDone: (_, verb) => toast({ tone: 'ok', title: t(`done.${verb}`) }),
  });
  if (!m.actions.length) return null;
  const times = [
    { name: 'start', label: t('desk.start'), kind: 'datetime-local' as const },
    { name: 'end', label: t('desk.until'), kind: 'datetime-local' as const },
  ];
  const initial = { start: toWallClock(m.start), end: toWallClock(m.end) };
  const wall = (v: Record<string, string>) => ({ start: fromWallClock(v.start!), end: fromWallClock(v.end!) });
  return (
    <Panel id="desk-h" title={t('desk.head')} sub={t('desk.sub')} className="no-print">
      <div className="grid gap-2">
        {steps
          .filter(([verb]) => can(verb))
          .map(([verb, Icon]) => (
            <Confirm
              key={verb}
              title={t(`desk.${verb}.q`)}
              body={t(`desk.${verb}.body`)}
              yes={t(`desk.${verb}`)}
              onYes={() => act.mutate(verb)}
              trigger={(open) => (
                <Press pending={act.isPending} onPress={open} className={btn.primary}>
                  <Icon className="flip size-4.5" aria-hidden />
                  {t(`desk.${verb}`)}
                </Press>
              )}
            />
          ))}
        {can('write-minutes') && (
          <>
            <NewDecision id={m.id} />
            <NewAction screen={screen} lang={lang} />
          </>
        )}
        {can('publish-pack') && (
          <Press pending={act.isPending} onPress={() => act.mutate('publish-pack')} className={btn.quiet}>
            <Files className="size-4" aria-hidden />
            {t('desk.publish-pack')}
          </Press>
        )}
        {can('reschedule') && (
          <FormDialog
            title={t('desk.reschedule')}
            yes={t('desk.reschedule')}
            fields={times}
            initial={initial}
            record={screen.meeting}
            concerns={standing}
            may={(now) => now.actions.includes('reschedule')}
            said={t('done.reschedule')}
            act={(v) => meetingAct(m.id, 'reschedule', wall(v))}
            trigger={(open) => (
              <Button onPress={open} className={btn.primary}>
                <CalendarCog className="size-4" aria-hidden />
                {t('desk.reschedule')}
              </Button>
            )}
          />
        )}
        {can('edit') && m.status !== 'postponed' && <EditMeeting meeting={screen.meeting} lang={lang} />}
        <CorrectDetails meeting={screen.meeting} />
        <StepBack meeting={screen.meeting} />
        <DeleteDraft meeting={screen.meeting} lang={lang} />
        {(['postpone', 'cancel'] as const).filter(can).map((verb) => (
          <ReasonDialog
            key={verb}
            title={t(`desk.${verb}.q`)}
            label={t(`desk.${verb}`)}
            icon={CircleSlash}
            look={btn.danger}
            yes={t(`desk.${verb}`)}
            danger
            record={screen.meeting}
            concerns={standing}
            may={(now) => now.actions.includes(verb)}
            said={t(`done.${verb}`)}
            act={(reason) => meetingAct(m.id, verb, { reason })}
          />
        ))}
      </div>
    </Panel>
  );
}
