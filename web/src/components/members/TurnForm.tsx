import { useTranslation } from 'react-i18next';
import { assignDuty } from '../../api/keeping';
import type { Roster } from '../../api/types';
import { addDays, fromWallClock, toWallClock } from '../../lib/dates';
import { ActForm, words } from './ActForm';
import { useStaff } from './PostForms';

/** From this evening to tomorrow morning, Dubai's wall clock. */
function tonight() {
  const now = new Date();
  const wall = (d: Date, clock: string) => `${toWallClock(d.toISOString()).slice(0, 10)}T${clock}`;
  return { from: wall(now, '18:00'), until: wall(addDays(now, 1), '08:00') };
}

export function TurnForm({ roster, close }: { roster: Roster; close: () => void }) {
  const { t } = useTranslation();
  const time = (name: string) => ({ name, label: t(`roster.${name}`), kind: 'datetime-local' as const, hint: t('roster.zone') });
  return (
    <ActForm
      name={`turn-${roster.entity.code}`}
      fields={[
        useStaff(roster.entity.code),
        { name: 'note', label: t('roster.note'), optional: true },
        time('from'),
        time('until'),
      ]}
      known={{ personId: '', note: '', ...tonight() }}
      record={roster}
      concerns={({ duties }) => ({ duties: duties.map((one) => ({ name: one.person.name, from: one.from, until: one.until })) })}
      act={(values) => {
        const note = words(values, 'note');
        return assignDuty(roster.entity.code, {
          personId: String(values.personId),
          from: fromWallClock(String(values.from)),
          until: fromWallClock(String(values.until)),
          ...(note ? { note } : {}),
        });
      }}
      said={t('roster.assign.done')}
      yes={t('roster.assign')}
      close={close}
    />
  );
}
