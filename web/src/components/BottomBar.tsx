import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLang } from '../lib/lang';
import { gateOf, gates } from './gates';

/** The gates under a phone's thumb. */
export function BottomBar() {
  const lang = useLang();
  const { t } = useTranslation();
  const here = gateOf(useLocation().pathname);
  return (
    <nav
      aria-label={t('gates')}
      className="no-print fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid grid-cols-5">
        {gates.map(([gate, Icon]) => {
          const on = gate === here;
          return (
            <li key={gate}>
              <Link
                to={`/${lang}/${gate}` as string}
                aria-current={on ? 'page' : undefined}
                className={`flex h-16 flex-col items-center justify-center gap-1 text-xs ${on ? 'font-semibold text-brand' : 'text-muted'}`}
              >
                <span className={`grid h-7 w-12 place-items-center rounded-full ${on ? 'bg-brand-soft' : ''}`}>
                  <Icon className="size-5" aria-hidden />
                </span>
                {t(`gate.${gate}`)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
