import { useTranslation } from 'react-i18next';
import {
  Archive,
  BadgeCheck,
  BookOpen,
  CalendarClock,
  CircleCheck,
  CircleSlash,
  Eye,
  FileStack,
  FileText,
  Hourglass,
  Languages,
  Megaphone,
  PenLine,
  Scale,
  ScrollText,
  Shapes,
  type LucideIcon,
} from 'lucide-react';
import type { SourceKind, SourceState, SourceVersion } from '../../api/sources';
import { Badge, type Tone } from '../ui';

const look: Record<SourceState, [Tone, LucideIcon]> = {
  draft: ['plain', PenLine],
  'in-review': ['brand', Eye],
  approved: ['brand', CircleCheck],
  published: ['accent', CalendarClock],
  'in-force': ['ok', BadgeCheck],
  'in-transition': ['warn', Hourglass],
  superseded: ['plain', Archive],
  withdrawn: ['danger', CircleSlash],
};

/** Where a version stands: by word and shape, not by colour alone. */
export function VersionState({ state }: { state: SourceState }) {
  const { t } = useTranslation();
  const [tone, icon] = look[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`sources.state.${state}`)}
    </Badge>
  );
}

/** Whether both languages say the same. */
export function Parity({ parity }: { parity: SourceVersion['parity'] }) {
  const { t } = useTranslation();
  if (parity === 'none') return null;
  return (
    <Badge tone={parity === 'both' ? 'plain' : 'warn'} icon={Languages}>
      {t(`sources.parity.${parity}`)}
    </Badge>
  );
}

const icons: Record<SourceKind, LucideIcon> = {
  'identity-guide': BookOpen,
  'communication-guide': Megaphone,
  'entity-identity': Shapes,
  template: FileText,
  policy: ScrollText,
  'media-kit': FileStack,
  'legal-instrument': Scale,
};
export function KindIcon({ kind, className = 'size-5' }: { kind: SourceKind; className?: string }) {
  const Icon = icons[kind];
  return <Icon className={className} aria-hidden />;
}
