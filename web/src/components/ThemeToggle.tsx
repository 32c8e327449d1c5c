import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Moon, Sun } from 'lucide-react';
import { useStore } from '../lib/store';
import { setTheme, theme } from '../lib/theme';
import { iconBtn, Tip } from './IconButton';

export function ThemeToggle({ className = '' }: { className?: string }) {
  const { t } = useTranslation();
  const dark = useStore(theme) === 'dark';
  return (
    <Tip text={t(dark ? 'theme.light' : 'theme.dark')}>
      <ToggleButton
        isSelected={dark}
        onChange={(on) => setTheme(on ? 'dark' : 'light')}
        aria-label={t('theme.dark')}
        className={`${iconBtn} ${className}`}
      >
        {dark ? <Sun className="size-5" aria-hidden /> : <Moon className="size-5" aria-hidden />}
      </ToggleButton>
    </Tip>
  );
}
