import { Link, Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CloudOff } from 'lucide-react';
import { sessionEnded } from '../api/client';
import { listen } from '../api/live';
import { langNow } from '../i18n';
import { useLang } from '../lib/lang';
import { later } from '../lib/later';
import { useStore } from '../lib/store';
import { useOnline } from '../lib/text';
import { toast } from '../lib/toasts';
import { BottomBar } from './BottomBar';
import { Header } from './Header';
import { KeysHelp } from './KeysHelp';
import { Mark } from './Mark';

const SessionEnded = later(() => import('./SessionEnded').then((m) => m.SessionEnded), 'signin');

/** What the network says reaches the bell; a launch is also said aloud. */
function useLive() {
  const { t } = useTranslation();
  useEffect(
    () =>
      listen((event) => {
        if (event.type !== 'campaigns.campaign-launched.v1') return;
        const lang = langNow();
        toast({
          tone: 'brand',
          title: t('live.launched'),
          body: event.data?.title && <bdi>{event.data.title[lang]}</bdi>,
          action: { label: t('live.open'), to: `/${lang}/forum/${event.data?.campaignId ?? event.subject}` },
        });
      }),
    [t],
  );
}

function OfflineBar() {
  const { t } = useTranslation();
  if (useOnline()) return null;
  return (
    <p role="status" className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-2 text-sm font-semibold text-warn">
      <CloudOff className="size-4 shrink-0" aria-hidden />
      {t('offline.bar')}
    </p>
  );
}

function Footer() {
  const lang = useLang();
  const { t } = useTranslation();
  return (
    <footer className="no-print mt-16 border-t border-line bg-surface pb-24 md:pb-0">
      <div className="wrap-page flex flex-wrap items-center gap-x-6 gap-y-2 py-6 text-sm text-muted">
        <Mark className="size-8" />
        <span>{t('app.network')}</span>
        <span className="ms-auto flex flex-wrap gap-x-5">
          <Link to="/$lang/events" params={{ lang }} className="py-1 underline-offset-4 hover:text-brand hover:underline">
            {t('footer.events')}
          </Link>
          <a href="/api/docs" className="py-1 underline-offset-4 hover:text-brand hover:underline">
            {t('footer.api')}
          </a>
          <Link to="/$lang/help" params={{ lang }} className="py-1 underline-offset-4 hover:text-brand hover:underline">
            {t('footer.help')}
          </Link>
          <Link to="/$lang/accessibility" params={{ lang }} className="py-1 underline-offset-4 hover:text-brand hover:underline">
            {t('footer.a11y')}
          </Link>
        </span>
      </div>
    </footer>
  );
}

/** The frame of every page behind the sign-in. */
export function Shell() {
  const { t } = useTranslation();
  useLive();
  const ended = useStore(sessionEnded);
  return (
    <>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:start-4 focus:top-3 focus:z-50 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2 focus:shadow-pop"
      >
        {t('skip')}
      </a>
      <Header />
      <OfflineBar />
      <main id="main" tabIndex={-1} className="outline-none">
        <Outlet />
      </main>
      <Footer />
      <BottomBar />
      <KeysHelp />
      {ended && <SessionEnded />}
    </>
  );
}
