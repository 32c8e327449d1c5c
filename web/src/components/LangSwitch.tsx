import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Languages } from 'lucide-react';
import { useLang } from '../lib/lang';

/** The same page and filters in the other language. Its one foreign word is set in a system font (styles.css). */
export function LangSwitch() {
  const lang = useLang();
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const other = lang === 'ar' ? 'en' : 'ar';
  return (
    <Link
      to={pathname.replace(/^\/(ar|en)/, `/${other}`) as string}
      search={((s: object) => s) as never}
      resetScroll={false}
      hrefLang={other}
      lang={other}
      className="flex h-10 shrink-0 items-center gap-1.5 rounded-xl px-2 font-[system-ui] text-sm font-semibold text-ink hover:bg-brand-soft hover:text-brand"
    >
      <Languages className="hidden size-4.5 sm:block" aria-hidden />
      <span className="sm:hidden" aria-hidden>
        {lang === 'ar' ? 'EN' : 'ع'}
      </span>
      <span className="max-sm:sr-only">{t('lang.other')}</span>
    </Link>
  );
}
