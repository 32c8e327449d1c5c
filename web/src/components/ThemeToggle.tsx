import { useTranslation } from 'react-i18next';
import { Moon, Sun } from 'lucide-react';
import { useStore } from '../lib/store';
import { setTheme, theme } from '../lib/theme';
import { iconBtn } from './iconButton';

/** A plain button with a plain title: a tooltip and a toggle of a library are 12 KB that every page would wait for. */
export function ThemeToggle({ className = '' }: { className?: string }) {
  const { t } = useTranslation();
  const dark = useStore(theme) === 'dark';
  return (
    <button
      type="button"
      aria-pressed={dark}
      aria-label={t('theme.dark')}
      title={t(dark ? 'theme.light' : 'theme.dark')}
      onClick={() => setTheme(dark ? 'light' : 'dark')}
      className={`${iconBtn} ${className}`}
    >
      {dark ? <Sun className="size-5" aria-hidden /> : <Moon className="size-5" aria-hidden />}
    </button>
  );
}
