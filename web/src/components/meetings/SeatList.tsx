import { useTranslation } from 'react-i18next';
import { seatAct, type MeetingScreen, type Seat } from '../../api/meetings';
import type { Lang } from '../../lib/dates';
import { num } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { Badge, EntityTag, card, control, type Tone } from '../ui';

const standings = ['accepted', 'delegated', 'tentative', 'declined', 'unanswered'] as const;
const bar = {
  accepted: 'bg-ok',
  delegated: 'bg-brand',
  tentative: 'bg-accent',
  declined: 'bg-danger',
  unanswered: 'bg-line-strong',
};
const tone: Record<string, Tone> = { accepted: 'ok', delegated: 'brand', tentative: 'accent', declined: 'danger' };
const attended = ['present', 'remote', 'delegate', 'excused', 'absent'] as const;

/** How many seats stand how: one line in five colours with its figures beside it. */
export function SeatCounts({ counts, lang }: { counts: MeetingScreen['seats']['counts']; lang: Lang }) {
  const { t } = useTranslation();
  const all = standings.reduce((sum, one) => sum + counts[one], 0);
  if (!all) return null;
  return (
    <section aria-labelledby="counts-h" className={`${card} p-5`}>
      <h2 id="counts-h" className="text-lg">
        {t('seats.title')}
      </h2>
      <p className="text-sm text-muted">{t('seats.sub')}</p>
      <div className="mt-3 flex h-2.5 gap-0.5 overflow-hidden rounded-full" aria-hidden>
        {standings.map((one) => counts[one] > 0 && <span key={one} className={bar[one]} style={{ flexGrow: counts[one] }} />)}
      </div>
      <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {standings.map((one) => (
          <li key={one} className="flex items-center gap-1.5">
            <span className={`size-2 rounded-full ${bar[one]}`} aria-hidden />
            {t(`seats.${one}`)} <b className="num">{num(counts[one], lang)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ seat, lang }: { seat: Seat; lang: Lang }) {
  const { t } = useTranslation();
  const act = useApiMutation({
    record: seat,
    act: (attendance: string) => seatAct(seat, 'attendance', { attendance }),
    concerns: ({ attendance }) => ({ attendance }),
    naming: {
      name: () => `${t('attendance')}: ${seat.entity.name[lang]}`,
      show: (_, value) => (value ? t(`attendance.${String(value)}`) : undefined),
    },
    said: t('done.attendance'),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <EntityTag entity={seat.entity} lang={lang} wrap />
        {(seat.delegate || seat.excuse) && (
          <p dir="auto" className="mt-1 text-sm text-muted">
            {seat.delegate?.title[lang] ?? seat.excuse}
          </p>
        )}
      </div>
      <Badge tone={seat.status ? tone[seat.status] : 'plain'}>{t(`seats.${seat.status ?? 'unanswered'}`)}</Badge>
      {seat.mode && seat.status === 'accepted' && <span className="text-sm text-muted">{t(`seat.${seat.mode}`)}</span>}
      {seat.actions.includes('attendance') ? (
        <select
          aria-label={`${t('attendance')}: ${seat.entity.name[lang]}`}
          value={seat.attendance ?? ''}
          disabled={act.isPending}
          onChange={(e) => e.target.value && act.mutate(e.target.value)}
          className={`${control} h-9 w-auto text-sm`}
        >
          <option value="">{t('attendance.none')}</option>
          {attended.map((one) => (
            <option key={one} value={one}>
              {t(`attendance.${one}`)}
            </option>
          ))}
        </select>
      ) : (
        seat.attendance && <Badge tone="ok">{t(`attendance.${seat.attendance}`)}</Badge>
      )}
    </li>
  );
}

/** The seats one may see, each with its answer and, from the session on, who was there. */
export function SeatList({ seats, lang }: { seats: Seat[]; lang: Lang }) {
  return (
    <ul className={`${card} divide-y divide-line`}>
      {seats.map((seat) => (
        <Row key={seat.entity.code} seat={seat} lang={lang} />
      ))}
    </ul>
  );
}
