import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Meeting } from '../../api/types';
import { clock, day, dayOf, fmt, hijri, today, type Lang } from '../../lib/dates';
import { daysOf, later } from '../../lib/month';
import { btn, card } from '../ui';

/** The meetings on a page of a wall calendar, weeks from Monday; on a phone only the days that have one. */
export function MonthGrid({ meetings, lang }: { meetings: Meeting[]; lang: Lang }) {
  const { t } = useTranslation();
  const next = meetings.find((m) => m.end >= new Date().toISOString()) ?? meetings.at(-1)!;
  const [month, set] = useState(dayOf(next.start).slice(0, 7));
  const days = daysOf(month);
  const on = (iso: string) => meetings.filter((m) => dayOf(m.start) === iso);
  const any = days.some((iso) => iso.startsWith(month) && on(iso).length > 0);
  return (
    <section aria-labelledby="month-h" className={`${card} overflow-hidden`}>
      <div className="flex items-center gap-2 px-5 py-3">
        <h2 id="month-h" aria-live="polite" className="num min-w-0 flex-1 text-lg">
          {fmt(day(`${month}-01`), lang, { month: 'long', year: 'numeric' })}
        </h2>
        <Button onPress={() => set(later(month, -1))} aria-label={t('month.before')} className={btn.icon}>
          <ChevronLeft className="flip size-5" aria-hidden />
        </Button>
        <Button onPress={() => set(later(month, 1))} aria-label={t('month.after')} className={btn.icon}>
          <ChevronRight className="flip size-5" aria-hidden />
        </Button>
      </div>
      {!any && <p className="border-t border-line px-5 py-4 text-muted md:hidden">{t('month.none')}</p>}
      <div className="hidden grid-cols-7 border-t border-line text-center text-xs text-muted md:grid" aria-hidden>
        {days.slice(0, 7).map((iso) => (
          <span key={iso} className="py-2">
            {fmt(day(iso), lang, { weekday: 'short' })}
          </span>
        ))}
      </div>
      <ol className="grid grid-cols-1 border-t border-line md:grid-cols-7">
        {days.map((iso) => {
          const here = on(iso);
          const inside = iso.startsWith(month);
          return (
            <li
              key={iso}
              className={`min-w-0 border-line p-2 md:min-h-28 md:border-s md:border-b ${inside ? '' : 'bg-bg'} ${here.length && inside ? 'max-md:border-b' : 'max-md:hidden'}`}
            >
              <time
                dateTime={iso}
                className={`num flex flex-wrap items-baseline gap-x-2 text-sm ${iso === today() ? 'font-semibold text-brand' : 'text-muted'}`}
              >
                {fmt(day(iso), lang, { day: 'numeric' })}
                <span className="text-xs">{hijri(day(iso), lang, { day: 'numeric', month: 'short' })}</span>
              </time>
              {here.map((m) => (
                <Link
                  key={m.id}
                  to="/$lang/meetings/$id"
                  params={{ lang, id: m.id }}
                  className="mt-1.5 block rounded-lg border border-transparent bg-brand-soft px-2 py-1.5 text-sm leading-5 font-semibold text-brand hover:border-brand"
                >
                  <span className="num block text-xs font-normal text-ink">{clock(m.start, lang)}</span>
                  <bdi>{m.title[lang]}</bdi>
                </Link>
              ))}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
