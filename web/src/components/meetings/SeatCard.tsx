import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleHelp, MonitorSmartphone, UserPlus, Users, UserMinus } from 'lucide-react';
import { Button } from 'react-aria-components';
import { delegatesQuery, seatAct, type Seat } from '../../api/meetings';
import { moment, type Lang } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { Press } from '../Press';
import { btn } from '../ui';
import { FormDialog } from './FormDialog';

const answered = ({ status, mode, delegate, excuse }: Seat) => ({ status, mode, delegate, excuse });

/** What an entity says for its seat: in person, from afar, by another post, or not, with a reason. */
export function SeatCard({ seat, lang }: { seat: Seat; lang: Lang }) {
  const { t } = useTranslation();
  const { data: delegates } = useQuery({
    ...delegatesQuery(seat.meetingId, seat.entity.code),
    enabled: seat.actions.includes('answer'),
  });
  const answer = useApiMutation({
    record: seat,
    act: (given: object) => seatAct(seat, 'answer', given),
    concerns: answered,
    said: t('done.answer'),
  });
  const arrive = useApiMutation({
    record: seat,
    act: (mode: string) => seatAct(seat, 'check-in', { mode }),
    concerns: ({ attendance }) => ({ attendance }),
    said: t('done.checkin'),
  });
  const modes = [
    ['in-person', Users],
    ['remote', MonitorSmartphone],
  ] as const;
  const look = `${btn.quiet} min-w-0`;
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
                pending={answer.isPending}
                onPress={() => answer.mutate({ status: 'accepted', mode })}
                aria-pressed={on}
                className={look}
              >
                <Icon className="size-4" aria-hidden />
                {t(`seat.${mode}`)}
              </Press>
            );
          })}
          <Press
            pending={answer.isPending}
            onPress={() => answer.mutate({ status: 'tentative' })}
            aria-pressed={seat.status === 'tentative'}
            className={look}
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
            record={seat}
            concerns={answered}
            act={(v) => seatAct(seat, 'answer', { status: 'delegated', mode: 'in-person', delegatePost: v.delegatePost })}
            said={t('done.answer')}
            trigger={(open) => (
              <Button onPress={open} aria-pressed={seat.status === 'delegated'} className={look}>
                <UserPlus className="size-4" aria-hidden />
                {t('seat.delegate')}
              </Button>
            )}
          />
          <FormDialog
            title={t('seat.excuse.q')}
            yes={t('seat.excuse')}
            fields={[{ name: 'excuse', label: t('seat.why'), kind: 'area' }]}
            record={seat}
            concerns={answered}
            act={(v) => seatAct(seat, 'answer', { status: 'declined', excuse: v.excuse })}
            said={t('done.answer')}
            trigger={(open) => (
              <Button onPress={open} aria-pressed={seat.status === 'declined'} className={look}>
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
        <span>
          {seat.movedSince ? t('seat.moved') : t(seat.status ? `seat.is.${seat.status}` : 'seat.is.none')}
          {seat.delegate && (
            <>
              {' '}
              · <bdi>{seat.delegate.title[lang]}</bdi>
            </>
          )}
          {seat.excuse && (
            <>
              {' '}
              · <bdi>{seat.excuse}</bdi>
            </>
          )}
          {seat.status && seat.respondedAt && <span className="text-muted"> · {moment(seat.respondedAt, lang)}</span>}
        </span>
      </p>
      {seat.actions.includes('check-in') && !seat.attendance && (
        <div role="group" aria-label={t('seat.checkin')} className="mt-3 flex flex-wrap gap-2">
          {modes.map(([mode, Icon]) => (
            <Press
              key={mode}
              pending={arrive.isPending}
              onPress={() => arrive.mutate(mode)}
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
