import { useTranslation } from 'react-i18next';
import type { Subscription } from '../../api/events';
import { Badge, type Tone } from '../ui';

const tone: Record<Subscription['status'], Tone> = { active: 'ok', paused: 'plain', disabled: 'danger', deleted: 'plain' };

/** Whether it is sent to, and whether the receiver takes it. */
export function Fare({ one }: { one: Subscription }) {
  const { t } = useTranslation();
  const failing = one.status === 'active' && one.receiver.failingSince !== null;
  return <Badge tone={failing ? 'warn' : tone[one.status]}>{t(`events.fare.${failing ? 'failing' : one.status}`)}</Badge>;
}
