import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEffect, type ReactNode } from 'react';
import { CloudOff, Compass, LockKeyhole, RotateCw, TriangleAlert, type LucideIcon } from 'lucide-react';
import { Button } from 'react-aria-components';
import { asProblem } from '../api/problem';
import { queryClient } from '../api/queries';
import { Mark } from '../components/Mark';
import { RequestId } from '../components/states';
import { btn } from '../components/ui';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

function Notice(p: { title: string; body: string; icon?: LucideIcon; children: ReactNode }) {
  const { title, body, children } = p;
  useTitle(title);
  return (
    <div className="wrap-page grid min-h-[60vh] place-items-center py-16">
      <div className="max-w-md text-center">
        {p.icon ? (
          <span className="mx-auto grid size-16 place-items-center rounded-2xl bg-brand-soft text-brand" aria-hidden>
            <p.icon className="size-8" />
          </span>
        ) : (
          <Mark className="mx-auto size-16" />
        )}
        <h1 className="mt-6 text-2xl">{title}</h1>
        <p className="mt-2 text-muted">{body}</p>
        <div className="mt-6 flex flex-wrap items-center justify-center gap-3">{children}</div>
      </div>
    </div>
  );
}

function HomeLink({ quiet }: { quiet?: boolean }) {
  const { t } = useTranslation();
  return (
    <Link to="/$lang" params={{ lang: useLang() }} className={quiet ? btn.quiet : btn.primary}>
      <Compass className="size-5" aria-hidden />
      {t('missing.home')}
    </Link>
  );
}

/** What is missing, and what one may not see: the same page, so that nobody learns which. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Notice title={t('missing.title')} body={t('missing.body')}>
      <HomeLink />
    </Notice>
  );
}

/** What kept the page from being drawn, as a picture beside the words. */
const icons: Record<number, LucideIcon> = { 0: CloudOff, 403: LockKeyhole };

/** The page could not be drawn: no network, an act above one's role, a server in trouble, or a fault of our own. */
export function Broken({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useTranslation();
  const router = useRouter();
  const problem = asProblem(error);
  const offline = problem.status === 0;
  const again = async () => {
    if (offline) return location.reload(); // what could not be fetched is remembered as missing; here nothing typed is lost
    await queryClient.invalidateQueries();
    reset?.();
    await router.invalidate();
  };
  useEffect(() => {
    if (!offline) return;
    const back = () => location.reload();
    addEventListener('online', back);
    return () => removeEventListener('online', back);
  }, [offline]);
  if (problem.status === 404) return <NotFound />;
  return (
    <Notice title={problem.title} body={problem.detail} icon={icons[problem.status] ?? TriangleAlert}>
      {problem.status !== 403 && (
        <Button onPress={again} className={btn.primary}>
          <RotateCw className="size-5" aria-hidden />
          {t('fail.retry')}
        </Button>
      )}
      <HomeLink quiet={problem.status !== 403} />
      <RequestId id={problem.requestId} />
    </Notice>
  );
}
