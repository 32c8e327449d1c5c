import { useTranslation } from 'react-i18next';
import { CalendarPlus } from 'lucide-react';
import { Button } from 'react-aria-components';
import { fromWallClock } from '../../lib/dates';
import { useSend } from '../../lib/send';
import { btn } from '../ui';
import { FormDialog } from './FormDialog';

const kinds = ['network-meeting', 'knowledge-session', 'working-group', 'extraordinary'] as const;

/** Begins a draft, which nobody but the secretariat sees before it is announced. */
export function NewMeeting() {
  const { t } = useTranslation();
  const act = useSend();
  return (
    <FormDialog
      title={t('desk.new')}
      yes={t('desk.new.yes')}
      fields={[
        { name: 'kind', label: t('desk.kind'), kind: 'select', options: kinds.map((id) => ({ id, label: t(`meeting.${id}`) })) },
        { name: 'number', label: t('desk.number'), kind: 'number' },
        { name: 'ar', label: t('text.ar'), lang: 'ar' },
        { name: 'en', label: t('text.en'), lang: 'en' },
        { name: 'host', label: t('desk.host') },
        { name: 'venueAr', label: t('desk.venue.ar'), lang: 'ar' },
        { name: 'venueEn', label: t('desk.venue.en'), lang: 'en' },
        { name: 'join', label: t('meeting.join'), optional: true },
        { name: 'start', label: t('desk.start'), kind: 'datetime-local' },
        { name: 'end', label: t('desk.until'), kind: 'datetime-local' },
      ]}
      initial={{ kind: 'network-meeting' }}
      onSubmit={(v) =>
        act.mutate({
          path: '/meetings',
          said: 'new',
          body: {
            kind: v.kind,
            number: Number(v.number),
            title: { ar: v.ar, en: v.en },
            hostEntity: v.host?.trim().toUpperCase(),
            venue: { name: { ar: v.venueAr, en: v.venueEn }, joinUrl: v.join || null },
            start: fromWallClock(v.start!),
            end: fromWallClock(v.end!),
          },
        })
      }
      trigger={(open) => (
        <Button onPress={open} className={btn.gold}>
          <CalendarPlus className="size-5" aria-hidden />
          {t('desk.new')}
        </Button>
      )}
    />
  );
}
