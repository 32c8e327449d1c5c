import { useTranslation } from 'react-i18next';
import {
  CalendarClock,
  CircleCheck,
  CircleDot,
  CircleSlash,
  Eye,
  MessageSquareWarning,
  PenLine,
  Radio,
  Send,
  type LucideIcon,
} from 'lucide-react';
import type { Status } from '../api/types';
import { Badge, type Tone } from './ui';

const look: Record<Status, [Tone, LucideIcon]> = {
  draft: ['plain', PenLine],
  submitted: ['brand', Send],
  'in-review': ['brand', Eye],
  'changes-requested': ['warn', MessageSquareWarning],
  approved: ['ok', CircleCheck],
  scheduled: ['accent', CalendarClock],
  live: ['ok', Radio],
  completed: ['plain', CircleDot],
  withdrawn: ['danger', CircleSlash],
  cancelled: ['danger', CircleSlash],
};

/** Where a campaign stands: by word and shape, not by colour alone. */
export function StateBadge({ status }: { status: Status }) {
  const { t } = useTranslation();
  const [tone, icon] = look[status] ?? ['plain', CircleDot];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`status.${status}`)}
    </Badge>
  );
}
