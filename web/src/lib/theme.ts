import { store } from './store';

/** Light or dark, on `<html>` where popovers see it too; remembered on this device. */
export const theme = store<'light' | 'dark'>(document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light');

export function setTheme(next: 'light' | 'dark') {
  document.documentElement.dataset.theme = next;
  localStorage.setItem('theme', next);
  theme.set(next);
}
