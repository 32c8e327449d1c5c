import { useTranslation } from 'react-i18next';
import { ChevronDown } from 'lucide-react';
import { Fault } from './states';
import { btn } from './ui';
import { Press } from './Press';

/** The next page of a cursor list: asked for, never scrolled into. */
export function More(p: { there: boolean; busy: boolean; error: unknown; next: () => void }) {
  const { t } = useTranslation();
  if (p.error) return <Fault error={p.error} retry={p.next} compact />;
  if (!p.there) return null;
  return (
    <div className="grid place-items-center">
      <Press onPress={p.next} pending={p.busy} className={btn.quiet}>
        <ChevronDown className="size-4.5" aria-hidden />
        {t(p.busy ? 'more.busy' : 'more')}
      </Press>
    </div>
  );
}
