import { useTranslation } from 'react-i18next';
import {
  Award,
  CalendarClock,
  CircleCheck,
  CircleDot,
  CircleSlash,
  ClipboardCheck,
  ClipboardList,
  Eye,
  MessageSquareWarning,
  PenLine,
  Radio,
  Replace,
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
  'evaluation-due': ['warn', ClipboardList],
  evaluated: ['brand', ClipboardCheck],
  exemplar: ['accent', Award],
  superseded: ['plain', Replace],
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
