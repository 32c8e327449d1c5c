import { Link } from '@tanstack/react-router';
import { Fragment, useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChevronRight } from 'lucide-react';
import { useLang } from '../lib/lang';

export type Crumb = { label: string; to?: string };

/** The dark head of every page: trail, title, one sentence, at most three figures and the page's one gold act. */
export function PageHero(p: {
  trail: Crumb[];
  title: ReactNode;
  lede?: ReactNode;
  above?: ReactNode;
  stats?: (readonly [ReactNode, string])[];
  side?: ReactNode;
  children?: ReactNode;
  /** How far the page's first card climbs into the hero: 5rem, 3.5rem, not at all. */
  overlap?: 'full' | 'half' | 'none';
}) {
  const lang = useLang();
  const { t } = useTranslation();
  const id = useId().replace(/[^a-z0-9]/gi, '');
  return (
    <div className="on-dark relative overflow-hidden bg-teal-900 text-white">
      <Lattice id={id} rtl={lang === 'ar'} />
      <div className={`wrap-page relative pt-5 ${{ full: 'pb-28', half: 'pb-20', none: 'pb-8' }[p.overlap ?? 'full']}`}>
        {p.trail.length > 0 && (
          <nav aria-label={t('crumb')}>
            <ol className="flex flex-wrap items-center gap-x-1.5 text-sm text-teal-100">
              <li>
                <Link to="/$lang" params={{ lang }} className="inline-block py-1 hover:underline">
                  {t('home')}
                </Link>
              </li>
              {p.trail.map((c) => (
                <Fragment key={c.label}>
                  <li aria-hidden>
                    <ChevronRight className="flip size-4" />
                  </li>
                  {c.to ? (
                    <li>
                      <Link to={`/${lang}${c.to}` as string} className="inline-block py-1 hover:underline">
                        {c.label}
                      </Link>
                    </li>
                  ) : (
                    <li aria-current="page" className="font-semibold text-white">
                      {c.label}
                    </li>
                  )}
                </Fragment>
              ))}
            </ol>
          </nav>
        )}
        <div className="mt-3 flex flex-wrap items-end gap-x-8 gap-y-5">
          <div className="max-w-2xl min-w-0">
            {p.above && <div className="mb-2 flex flex-wrap items-center gap-2">{p.above}</div>}
            <h1 className="text-3xl/[1.4] text-balance lg:text-[2.6rem]/[1.3]">{p.title}</h1>
            {p.lede && <div className="mt-2 text-[1.02rem] leading-8 text-balance text-teal-100">{p.lede}</div>}
          </div>
          {p.stats && (
            <dl className="ms-auto hidden items-end gap-8 lg:flex">
              {p.stats.map(([n, k]) => (
                <div key={k} className="flex flex-col-reverse border-s-2 border-gold-400/70 ps-4">
                  <dt className="text-sm text-teal-100">{k}</dt>
                  <dd className="num display text-3xl leading-none text-gold-300">{n}</dd>
                </div>
              ))}
            </dl>
          )}
          {p.side && <div className="sm:ms-auto">{p.side}</div>}
        </div>
        {p.children && <div className="mt-6 flex flex-wrap items-center gap-3">{p.children}</div>}
      </div>
    </div>
  );
}

export function Lattice({ id, rtl }: { id: string; rtl: boolean }) {
  return (
    <svg className="absolute inset-0 size-full forced-colors:hidden print:hidden" aria-hidden>
      <defs>
        <pattern id={`l${id}`} width="56" height="56" patternUnits="userSpaceOnUse">
          <path
            d="M28 3 L35.4 13.6 L48.3 10.7 L42.4 20.6 L53 28 L42.4 35.4 L48.3 45.3 L35.4 42.4 L28 53 L20.6 42.4 L7.7 45.3 L13.6 35.4 L3 28 L13.6 20.6 L7.7 10.7 L20.6 13.6Z M0 0 L7.7 10.7 M56 0 L48.3 10.7 M0 56 L7.7 45.3 M56 56 L48.3 45.3"
            fill="none"
            stroke="#d7bc6d"
            strokeOpacity=".16"
          />
        </pattern>
        <linearGradient id={`f${id}`} x1="0" x2="1">
          <stop offset="0" stopColor="#00201f" stopOpacity={rtl ? 0 : 1} />
          <stop offset="1" stopColor="#00201f" stopOpacity={rtl ? 1 : 0} />
        </linearGradient>
      </defs>
      <rect width="100%" height="100%" fill="#003b39" />
      <rect width="100%" height="100%" fill={`url(#l${id})`} />
      <rect width="100%" height="100%" fill={`url(#f${id})`} />
    </svg>
  );
}

/** Sections of a page as links (their own addresses), in the hero. */
export function HeroTabs({
  label,
  items,
}: {
  label: string;
  items: { label: string; on?: boolean; to?: string; search?: object }[];
}) {
  return (
    <nav aria-label={label} className="no-scrollbar flex max-w-full overflow-x-auto rounded-xl bg-white/10 p-1">
      {items.map((x) => {
        const look = `shrink-0 whitespace-nowrap rounded-lg px-3 py-1.5 text-sm sm:px-4 ${x.on ? 'bg-white font-semibold text-teal-800' : 'text-white hover:bg-white/10'}`;
        return x.to ? (
          <Link
            key={x.label}
            to={x.to}
            search={(x.search ?? {}) as never}
            resetScroll={false}
            aria-current={x.on ? 'page' : undefined}
            className={look}
          >
            {x.label}
          </Link>
        ) : (
          <a key={x.label} href="#main" aria-current={x.on ? 'page' : undefined} className={look}>
            {x.label}
          </a>
        );
      })}
    </nav>
  );
}
