import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CircleDashed, Compass, Hourglass } from 'lucide-react';
import { gates, type Gate } from '../components/gates';
import { PageHero } from '../components/PageHero';
import { btn, card } from '../components/ui';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

const parts = [1, 2, 3, 4] as const;

/** A gate that is not open yet says so plainly, and what will be behind it. */
export function ClosedGate() {
  const lang = useLang();
  const { t } = useTranslation();
  const gate = useLocation().pathname.split('/')[2] as Extract<Gate, 'sources' | 'studio'>;
  const Icon = gates.find(([name]) => name === gate)![1];
  useTitle(t(`gate.${gate}`));
  return (
    <>
      <PageHero
        trail={[{ label: t(`gate.${gate}`) }]}
        above={
          <span className="flex items-center gap-1.5 rounded-full bg-gold-100 px-3 py-0.5 text-sm font-semibold text-gold-900">
            <Hourglass className="size-4" aria-hidden />
            {t('closed.badge')}
          </span>
        }
        title={t(`gate.${gate}`)}
        lede={<p>{t(`closed.${gate}.lede`)}</p>}
      />
      <div className="wrap-page relative -mt-20">
        <section aria-labelledby="closed-h" className={`${card} overflow-hidden lg:grid lg:grid-cols-[1fr_20rem]`}>
          <div className="p-6 sm:p-8">
            <h2 id="closed-h" className="text-xl">
              {t('closed.what')}
            </h2>
            <ul className="mt-5 grid gap-4 sm:grid-cols-2">
              {parts.map((n) => (
                <li key={n} className="flex items-start gap-3 rounded-xl bg-bg p-4">
                  <CircleDashed className="mt-1 size-5 shrink-0 text-accent" aria-hidden />
                  <div>
                    <h3 className="text-base">{t(`closed.${gate}.${n}`)}</h3>
                    <p className="mt-0.5 text-sm leading-6 text-muted">{t(`closed.${gate}.${n}.body`)}</p>
                  </div>
                </li>
              ))}
            </ul>
            <p className="mt-6 text-muted">{t('closed.until')}</p>
            <Link to="/$lang/forum" params={{ lang }} className={`${btn.primary} mt-4`}>
              <Compass className="size-5" aria-hidden />
              {t('closed.forum')}
            </Link>
          </div>
          <div className="grid place-items-center bg-brand-soft p-10 text-brand max-lg:hidden" aria-hidden>
            <Icon className="size-32 stroke-1" />
          </div>
        </section>
      </div>
    </>
  );
}
