import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { I18nProvider } from 'react-aria-components';
import { localeOf } from '../lib/dates';
import { digits } from '../lib/digits';
import { useLang } from '../lib/lang';
import { useStore } from '../lib/store';
import { LeaveGuard } from './LeaveGuard';
import { Toasts } from './Toasts';

/** Language and direction for everything beneath, popovers included: they open outside the page's own tree. */
export function Root() {
  const lang = useLang();
  const { i18n } = useTranslation();
  const figures = useStore(digits);
  if (i18n.language !== lang) void i18n.changeLanguage(lang);
  useEffect(() => {
    document.documentElement.lang = lang;
    document.documentElement.dir = lang === 'ar' ? 'rtl' : 'ltr';
  }, [lang]);
  return (
    <I18nProvider key={figures} locale={localeOf(lang)}>
      <Outlet />
      <Toasts />
      <LeaveGuard />
    </I18nProvider>
  );
}
