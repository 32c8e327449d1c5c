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
import { entityPostsQuery, type MeetingScreen } from '../../api/meetings';
import { fromWallClock, toWallClock, type Lang } from '../../lib/dates';
import { useSend } from '../../lib/send';
import { Confirm } from '../Confirm';
import { Press } from '../Press';
import { Panel, btn, control } from '../ui';
import { FormDialog } from './FormDialog';
import { EditMeeting } from './MeetingForm';
import { reason } from './OutcomeRows';

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
  const act = useSend();
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
      onSubmit={(v) =>
        act.mutateAsync({
          path: `/meetings/${screen.meeting.id}/action-items`,
          body: { text: { ar: v.ar, en: v.en }, ownerPost: v.ownerPost, due: v.due },
          said: 'action',
        })
      }
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
  const act = useSend();
  return (
    <FormDialog
      title={t('desk.decision')}
      yes={t('desk.decision.yes')}
      fields={[...said(t), { name: 'effectiveFrom', label: t('decision.from'), kind: 'date', optional: true }]}
      onSubmit={(v) =>
        act.mutateAsync({
          path: `/meetings/${id}/decisions`,
          body: { text: { ar: v.ar, en: v.en }, effectiveFrom: v.effectiveFrom || null },
          said: 'decision',
        })
      }
      trigger={(open) => (
        <Button onPress={open} className={btn.quiet}>
          <Gavel className="size-4" aria-hidden />
          {t('desk.decision')}
        </Button>
      )}
    />
  );
}

/** The secretariat's desk: the next step of the meeting, what else may be done with it now. */
export function Desk({ screen, lang }: { screen: MeetingScreen; lang: Lang }) {
  const { t } = useTranslation();
  const act = useSend();
  const m = screen.meeting;
  const can = (verb: string) => m.actions.includes(verb);
  const go = (verb: string, body?: object) =>
    act.mutateAsync({ path: `/meetings/${m.id}/${verb}`, version: m.version, body, said: verb });
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
              onYes={() => void go(verb).catch(() => {})}
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
          <Press pending={act.isPending} onPress={() => void go('publish-pack').catch(() => {})} className={btn.quiet}>
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
            onSubmit={(v) => go('reschedule', wall(v))}
            trigger={(open) => (
              <Button onPress={open} className={btn.primary}>
                <CalendarCog className="size-4" aria-hidden />
                {t('desk.reschedule')}
              </Button>
            )}
          />
        )}
        {can('edit') && m.status !== 'postponed' && <EditMeeting meeting={m} lang={lang} />}
        {(['postpone', 'cancel'] as const).filter(can).map((verb) => (
          <FormDialog
            key={verb}
            title={t(`desk.${verb}.q`)}
            yes={t(`desk.${verb}`)}
            danger
            fields={reason(t)}
            onSubmit={(v) => go(verb, { reason: v })}
            trigger={(open) => (
              <Button onPress={open} className={btn.danger}>
                <CircleSlash className="size-4" aria-hidden />
                {t(`desk.${verb}`)}
              </Button>
            )}
          />
        ))}
      </div>
    </Panel>
  );
}
