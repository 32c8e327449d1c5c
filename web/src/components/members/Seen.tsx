import { useTranslation } from 'react-i18next';
import { Globe, Landmark, Lock, ShieldCheck, type LucideIcon } from 'lucide-react';
import type { SeenBy } from './ways';

const marks: Record<SeenBy, LucideIcon> = { network: Globe, entity: Landmark, secretariat: ShieldCheck, self: Lock };

/** Who sees a field of the card, beside its name. */
export function Seen({ by }: { by: SeenBy }) {
  const { t } = useTranslation();
  const Mark = marks[by];
  return (
    <span className="inline-flex items-center gap-1 text-xs font-normal text-muted">
      <Mark className="size-3.5" aria-hidden />
      {t(`person.seen.${by}`)}
    </span>
  );
}
