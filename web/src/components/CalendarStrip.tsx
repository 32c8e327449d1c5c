import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Switch } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { TriangleAlert } from 'lucide-react';
import type { Summary, Topic } from '../api/types';
import { addDays, day, daysBetween, fmt, hijri, range, today, type Lang } from '../lib/dates';
import { inLanes, monday, WEEKS } from '../lib/strip';

const bar: Record<Topic, string> = {
  awareness: 'bg-topic-awareness',
  services: 'bg-topic-services',
  heritage: 'bg-topic-heritage',
  health: 'bg-topic-health',
  safety: 'bg-topic-safety',
  sustainability: 'bg-topic-sustainability',
  digital: 'bg-topic-digital',
};

function HijriSwitch({ on, set }: { on: boolean; set: (on: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Switch isSelected={on} onChange={set} className="group flex cursor-pointer items-center gap-2 text-sm text-muted">
      <span className="flex h-6 w-10 items-center rounded-full border border-line-strong bg-bg p-0.5 transition group-selected:border-brand group-selected:bg-brand group-data-focus-visible:outline-3 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-brand">
        <span className="size-4.5 rounded-full border border-transparent bg-line-strong transition group-selected:bg-on-brand ltr:group-selected:translate-x-4 rtl:group-selected:-translate-x-4" />
      </span>
      {t('cal.hijri')}
    </Switch>
  );
}

/** Ten weeks of campaigns on one line of time; the week where most meet is marked. */
export function CalendarStrip({ campaigns, lang }: { campaigns: Summary[]; lang: Lang }) {
  const { t } = useTranslation();
  const [showHijri, setHijri] = useState(true);
  const now = day(today());
  const start = addDays(monday(now), -7);
  const items = inLanes(campaigns, start);
  const weeks = Array.from({ length: WEEKS }, (_, i) => ({
    at: addDays(start, i * 7),
    n: items.filter((x) => x.from <= i * 7 + 6 && x.to >= i * 7).length,
  }));
  const most = Math.max(...weeks.map((w) => w.n));
  // A mark on every week would warn of nothing.
  const marked = most > 2 && weeks.filter((w) => w.n === most).length < 3;
  const busy = (n: number) => marked && n === most;
  const todayAt = ((daysBetween(start, now) + 0.5) / (WEEKS * 7)) * 100;
  return (
    <section
      aria-labelledby="cal-h"
      className="print-break overflow-hidden rounded-card border border-line bg-surface shadow-card"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 pt-4 pb-3">
        <div>
          <h2 id="cal-h" className="text-lg">
            {t('cal.title')}
          </h2>
          <p className="text-sm text-muted">{t('cal.sub')}</p>
        </div>
        <div className="ms-auto">
          <HijriSwitch on={showHijri} set={setHijri} />
        </div>
      </div>
      <div className="no-scrollbar overflow-x-auto border-t border-line" tabIndex={0} role="group" aria-label={t('cal.sub')}>
        <div className="relative min-w-[66rem] pb-3 xl:min-w-0">
          <div className="grid grid-cols-10">
            {weeks.map((w, i) => (
              <div key={i} className={`border-line px-3 py-2 ${i ? 'border-s' : ''} ${busy(w.n) ? 'bg-warn-soft' : ''}`}>
                <div className="num text-sm font-semibold text-ink">{fmt(w.at, lang, { day: 'numeric', month: 'short' })}</div>
                {showHijri && (
                  <div className="num truncate text-xs text-muted">{hijri(w.at, lang, { day: 'numeric', month: 'short' })}</div>
                )}
                {busy(w.n) && (
                  <div className="num mt-0.5 flex items-center gap-1 text-xs font-semibold text-warn">
                    <TriangleAlert className="size-3.5" aria-hidden />
                    {t('cal.busy', { n: w.n })}
                  </div>
                )}
              </div>
            ))}
          </div>
          <div className="relative">
            <div className="pointer-events-none absolute inset-0 grid grid-cols-10" aria-hidden>
              {weeks.map((w, i) => (
                <div key={i} className={`border-line ${i ? 'border-s' : ''} ${busy(w.n) ? 'bg-warn-soft/60' : ''}`} />
              ))}
            </div>
            <div
              aria-hidden
              className="pointer-events-none absolute -top-1 bottom-0 w-0.5 bg-danger"
              style={{ insetInlineStart: `${todayAt}%` }}
            >
              <span className="absolute -start-[3px] -top-1 size-2 rounded-full bg-danger" />
            </div>
            <ul
              aria-label={t('cal.list')}
              className="relative grid gap-y-1.5 py-3"
              style={{ gridTemplateColumns: `repeat(${WEEKS * 7}, minmax(0,1fr))` }}
            >
              {items.map(({ c, from, to, lane, cutStart, cutEnd }) => (
                <li key={c.id} style={{ gridColumn: `${from + 1} / ${to + 2}`, gridRow: lane + 1 }} className="min-w-0 px-px">
                  <Link
                    to="/$lang/forum/$id"
                    params={{ lang, id: c.id }}
                    title={`${c.title[lang]} · ${c.leadEntity.name[lang]} · ${range(c.startsOn!, c.endsOn!, lang)}`}
                    className={`flex h-8 items-center gap-2 overflow-hidden border border-transparent px-2.5 text-[.82rem] text-white ${bar[c.topic ?? 'awareness']} ${cutStart ? 'rounded-s-none' : 'rounded-s-lg'} ${cutEnd ? 'rounded-e-none' : 'rounded-e-lg'} hover:brightness-115`}
                  >
                    <span className="truncate font-semibold">{c.title[lang]}</span>
                    <span
                      dir="ltr"
                      className="num ms-auto hidden shrink-0 rounded bg-black/25 px-1.5 text-[.7rem] leading-5 lg:block"
                    >
                      {c.leadEntity.code}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
            {items.length === 0 && <p className="relative px-5 py-4 text-center text-sm text-muted">{t('cal.none')}</p>}
          </div>
          <span
            className="absolute bottom-0 -translate-y-0.5 rounded-full bg-danger px-2 text-xs leading-5 font-semibold text-white ltr:-translate-x-1/2 rtl:translate-x-1/2 dark:text-black"
            style={{ insetInlineStart: `${todayAt}%` }}
          >
            {t('cal.today')}
          </span>
        </div>
      </div>
    </section>
  );
}
