import { useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LangSwitch } from '../components/LangSwitch';
import { Mark } from '../components/Mark';
import { Lattice } from '../components/PageHero';
import { SignInForm } from '../components/SignInForm';
import { ThemeToggle } from '../components/ThemeToggle';
import { gates } from '../components/gates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

/** The door: who we are on one side, two fields on the other. */
export function SignIn() {
  const lang = useLang();
  const { t } = useTranslation();
  const router = useRouter();
  const { next } = useSearch({ strict: false });
  useTitle(t('signin.title'));
  return (
    <main id="main" className="grid min-h-dvh lg:grid-cols-[1.1fr_1fr]">
      <div className="on-dark relative hidden overflow-hidden bg-teal-900 p-14 text-white lg:flex lg:flex-col">
        <Lattice id="door" rtl={lang === 'ar'} />
        <div className="relative flex items-center gap-4">
          <Mark className="size-14" />
          <p className="display text-xl">{t('app.network')}</p>
        </div>
        <div className="relative mt-auto max-w-xl">
          <p className="display text-4xl/[1.45] text-balance">{t('signin.motto')}</p>
          <ul className="mt-10 space-y-4 text-teal-100">
            {gates.map(([gate, Icon]) => (
              <li key={gate} className="flex items-center gap-4">
                <span className="grid size-10 place-items-center rounded-xl bg-white/10 text-gold-300" aria-hidden>
                  <Icon className="size-5" />
                </span>
                <span>
                  <span className="block font-semibold text-white">{t(`gate.${gate}`)}</span>
                  <span className="block text-sm">{t(`signin.gate.${gate}`)}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div className="flex flex-col bg-bg p-5 sm:p-10">
        <div className="flex items-center">
          <span className="flex items-center gap-3 lg:hidden">
            <Mark className="size-10" />
            <span className="display text-[.85rem]">{t('app.short')}</span>
          </span>
          <span className="ms-auto flex items-center">
            <LangSwitch />
            <ThemeToggle />
          </span>
        </div>
        <div className="m-auto w-full max-w-sm py-10">
          <h1 className="text-3xl">{t('signin.title')}</h1>
          <p className="mt-1 mb-8 text-muted">{t('signin.lede')}</p>
          <SignInForm onDone={() => router.history.push(next ?? `/${lang}`)} />
          <p className="mt-6 text-sm text-muted">{t('signin.help')}</p>
        </div>
      </div>
    </main>
  );
}
