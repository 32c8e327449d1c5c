import { useTranslation } from 'react-i18next';
import { BadgeCheck, CircleSlash, Clock, Hourglass, PenLine, type LucideIcon } from 'lucide-react';
import type { KitSummary } from '../../api/looks';
import { moment, type Lang } from '../../lib/dates';
import { Badge, type Tone } from '../ui';

/** Where a kit stands now: the embargo's instant is Dubai's. Readers only ever meet open ones. */
export function KitState({ kit, lang }: { kit: KitSummary; lang: Lang }) {
  const { t } = useTranslation();
  const ahead = kit.state === 'released' && !kit.open && kit.opensAt !== null && Date.parse(kit.opensAt) > Date.now();
  const name = kit.state !== 'released' ? kit.state : kit.open ? 'open' : ahead ? 'embargo' : 'closed';
  const look: { [K in typeof name]: [Tone, LucideIcon] } = {
    draft: ['plain', PenLine],
    open: ['ok', BadgeCheck],
    embargo: ['warn', Hourglass],
    closed: ['plain', Clock],
    revoked: ['danger', CircleSlash],
  };
  const [tone, icon] = look[name];
  return (
    <Badge tone={tone} icon={icon}>
      {name === 'embargo' ? t('kits.state.embargo', { when: moment(kit.opensAt!, lang) }) : t(`kits.state.${name}`)}
    </Badge>
  );
}
