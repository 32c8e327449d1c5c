import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleHelp, MonitorSmartphone, UserPlus, Users, UserMinus } from 'lucide-react';
import { Button } from 'react-aria-components';
import { delegatesQuery, type Seat } from '../../api/meetings';
import { moment, type Lang } from '../../lib/dates';
import { useSend } from '../../lib/send';
import { Press } from '../Press';
import { btn } from '../ui';
import { FormDialog } from './FormDialog';

const chosen = 'border-brand bg-brand-soft text-brand';

/** What an entity says for its seat: in person, from afar, by another post, or not, with a reason. */
export function SeatCard({ seat, lang }: { seat: Seat; lang: Lang }) {
  const { t } = useTranslation();
  const act = useSend();
  const { data: delegates } = useQuery({
    ...delegatesQuery(seat.meetingId, seat.entity.code),
    enabled: seat.actions.includes('answer'),
  });
  const path = `/meetings/${seat.meetingId}/seats/${seat.entity.code}`;
  const answer = (body: object) => act.mutateAsync({ path: `${path}/answer`, version: seat.version, body, said: 'answer' });
  const modes = [
    ['in-person', Users],
    ['remote', MonitorSmartphone],
  ] as const;
  const look = (on: boolean) => `${btn.quiet} min-w-0 ${on ? chosen : ''}`;
  return (
    <div>
      <p className="text-xs text-muted">
        {t('seat.of')} <b className="text-ink">{seat.entity.name[lang]}</b>
      </p>
      {seat.actions.includes('answer') && (
        <div role="group" aria-label={t('seat.answer')} className="mt-2 grid grid-cols-2 gap-2 xl:grid-cols-3">
          {modes.map(([mode, Icon]) => {
            const on = seat.status === 'accepted' && seat.mode === mode;
            return (
              <Press
                key={mode}
                pending={act.isPending}
                onPress={() => void answer({ status: 'accepted', mode }).catch(() => {})}
                aria-pressed={on}
                className={look(on)}
              >
                <Icon className="size-4" aria-hidden />
                {t(`seat.${mode}`)}
              </Press>
            );
          })}
          <Press
            pending={act.isPending}
            onPress={() => void answer({ status: 'tentative' }).catch(() => {})}
            aria-pressed={seat.status === 'tentative'}
            className={look(seat.status === 'tentative')}
          >
            <CircleHelp className="size-4" aria-hidden />
            {t('seat.tentative')}
          </Press>
          <FormDialog
            title={t('seat.delegate.q')}
            yes={t('seat.delegate')}
            fields={[
              {
                name: 'delegatePost',
                label: t('seat.post'),
                kind: 'select',
                options: (delegates?.items ?? []).map((post) => ({ id: post.id, label: post.title[lang] })),
              },
            ]}
            onSubmit={(v) => answer({ status: 'delegated', mode: 'in-person', delegatePost: v.delegatePost })}
            trigger={(open) => (
              <Button onPress={open} aria-pressed={seat.status === 'delegated'} className={look(seat.status === 'delegated')}>
                <UserPlus className="size-4" aria-hidden />
                {t('seat.delegate')}
              </Button>
            )}
          />
          <FormDialog
            title={t('seat.excuse.q')}
            yes={t('seat.excuse')}
            fields={[{ name: 'excuse', label: t('seat.why'), kind: 'area' }]}
            onSubmit={(v) => answer({ status: 'declined', excuse: v.excuse })}
            trigger={(open) => (
              <Button onPress={open} aria-pressed={seat.status === 'declined'} className={look(seat.status === 'declined')}>
                <UserMinus className="size-4" aria-hidden />
                {t('seat.excuse')}
              </Button>
            )}
          />
        </div>
      )}
      <p className="mt-2 flex items-start gap-1.5 text-sm">
        {seat.status ? (
          <CircleCheck className="mt-1 size-4 shrink-0 text-ok" aria-hidden />
        ) : (
          <CircleHelp className="mt-1 size-4 shrink-0 text-warn" aria-hidden />
        )}
        <span dir="auto">
          {seat.movedSince ? t('seat.moved') : t(seat.status ? `seat.is.${seat.status}` : 'seat.is.none')}
          {seat.delegate && <> · {seat.delegate.title[lang]}</>}
          {seat.excuse && <> · {seat.excuse}</>}
          {seat.status && seat.respondedAt && <span className="text-muted"> · {moment(seat.respondedAt, lang)}</span>}
        </span>
      </p>
      {seat.actions.includes('check-in') && !seat.attendance && (
        <div role="group" aria-label={t('seat.checkin')} className="mt-3 flex flex-wrap gap-2">
          {modes.map(([mode, Icon]) => (
            <Press
              key={mode}
              pending={act.isPending}
              onPress={() => act.mutate({ path: `${path}/check-in`, version: seat.version, body: { mode }, said: 'checkin' })}
              className={mode === 'in-person' ? btn.primary : btn.quiet}
            >
              <Icon className="size-4" aria-hidden />
              {t(`seat.checkin.${mode}`)}
            </Press>
          ))}
        </div>
      )}
      {seat.attendance && <p className="mt-1 text-sm font-semibold text-ok">{t(`attendance.${seat.attendance}`)}</p>}
    </div>
  );
}
