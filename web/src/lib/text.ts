import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lang } from './dates';

export type Bi = Record<Lang, string>;

export function useTitle(title: string) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('app.network')}`;
  }, [title, t]);
}

export function useMedia(query: string) {
  return useSyncExternalStore(
    (on) => {
      const media = matchMedia(query);
      media.addEventListener('change', on);
      return () => media.removeEventListener('change', on);
    },
    () => matchMedia(query).matches,
  );
}

export const useOnline = () =>
  useSyncExternalStore(
    (on) => {
      addEventListener('online', on);
      addEventListener('offline', on);
      return () => {
        removeEventListener('online', on);
        removeEventListener('offline', on);
      };
    },
    () => navigator.onLine,
  );

/** True for a moment after a copy: the button says so itself. */
export function useCopied() {
  const [copied, set] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => set(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return [copied, (text: string) => (void navigator.clipboard?.writeText(text), set(true))] as const;
}
