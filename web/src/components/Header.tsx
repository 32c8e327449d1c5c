import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Search } from 'lucide-react';
import { useLang } from '../lib/lang';
import { Bell } from './Bell';
import { gateOf, gates } from './gates';
import { iconBtn } from './iconButton';
import { LangSwitch } from './LangSwitch';
import { Mark } from './Mark';
import { ThemeToggle } from './ThemeToggle';
import { UserMenu } from './UserMenu';

export function Brand() {
  const lang = useLang();
  const { t } = useTranslation();
  return (
    <Link to="/$lang" params={{ lang }} className="flex min-w-0 items-center gap-3 rounded-lg">
      <Mark className="size-10 shrink-0 lg:size-11" />
      <span className="min-w-0 leading-tight">
        <span className="display block text-[.82rem] text-ink sm:hidden">{t('app.short')}</span>
        <span className="display hidden truncate text-[.95rem] text-ink sm:block lg:text-[1.02rem]">{t('app.network')}</span>
        <span className="hidden truncate text-xs text-muted sm:block">{t('app.platform')}</span>
      </span>
    </Link>
  );
}

/** Searches the Forum from anywhere; `/` brings the cursor here. */
function NetworkSearch() {
  const lang = useLang();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.key !== '/' || (e.target as HTMLElement).closest('input, textarea, select, [contenteditable]')) return;
      e.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <form
      role="search"
      className="relative ms-auto hidden max-w-sm flex-1 md:block"
      onSubmit={(e) => {
        e.preventDefault();
        const q = input.current?.value.trim();
        void navigate({ to: '/$lang/search', params: { lang }, search: q ? { q } : {} });
      }}
    >
      <Search className="pointer-events-none absolute start-3.5 top-1/2 size-4.5 -translate-y-1/2 text-muted" aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={t('search.label')}
        placeholder={t('search.label')}
        className="h-11 w-full rounded-full border border-line-strong bg-bg ps-11 pe-12 text-sm text-ink placeholder:text-muted"
      />
      <kbd className="pointer-events-none absolute end-3.5 top-1/2 -translate-y-1/2 rounded-md border border-line bg-surface px-1.5 font-sans text-xs text-muted">
        /
      </kbd>
    </form>
  );
}

/** A phone has no room for the field: the way to its page. */
function SearchLink() {
  const lang = useLang();
  const { t } = useTranslation();
  return (
    <Link to="/$lang/search" params={{ lang }} aria-label={t('header.search')} className={`${iconBtn} md:hidden`}>
      <Search className="size-5" aria-hidden />
    </Link>
  );
}

function GateNav() {
  const lang = useLang();
  const { t } = useTranslation();
  const here = gateOf(useLocation().pathname);
  return (
    <nav aria-label={t('gates')} className="on-dark hidden bg-teal-800 md:block">
      <ul className="wrap-page flex">
        {gates.map(([gate, Icon]) => {
          const on = gate === here;
          return (
            <li key={gate}>
              <Link
                to={`/${lang}/${gate}` as string}
                aria-current={on ? 'page' : undefined}
                className={`relative flex h-12 items-center gap-2 px-4 text-[.95rem] transition lg:px-6 ${on ? 'bg-white/10 font-semibold text-white after:absolute after:inset-x-4 after:bottom-0 after:h-[3px] after:rounded-t-full after:bg-gold-300' : 'text-teal-100 hover:bg-white/5 hover:text-white'}`}
              >
                <Icon className={`size-4.5 ${on ? 'text-gold-300' : ''}`} aria-hidden />
                {t(`gate.${gate}`)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

export function Header() {
  return (
    <header className="no-print sticky top-0 z-30 bg-surface/95 backdrop-blur max-md:border-b max-md:border-line">
      <div className="wrap-page flex h-16 items-center gap-3 lg:gap-6">
        <Brand />
        <NetworkSearch />
        <div className="ms-auto flex items-center gap-0.5 md:ms-0">
          <SearchLink />
          <LangSwitch />
          <ThemeToggle className="max-sm:hidden" />
          <Bell />
          <UserMenu />
        </div>
      </div>
      <GateNav />
    </header>
  );
}
