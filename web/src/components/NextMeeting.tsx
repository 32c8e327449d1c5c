import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ArrowRight, CalendarOff, Clock, FileStack, MapPin } from 'lucide-react';
import type { HomeScreen } from '../api/types';
import { bothDays, clockRange, day, dayOf, daysBetween, num, rel, today, type Lang } from '../lib/dates';
import { later } from '../lib/later';
import { DateTile } from './DateTile';
import { Badge, card, EntityTag, link } from './ui';

/** The answer for one's seat is fetched with the words of its gate once the page stands. */
const Seat = later(() => import('./meetings/SeatCard').then((m) => m.SeatCard), 'meetings');

/** The next time the network meets, with the first lines of what will be said there. */
export function NextMeeting({ screen, lang }: { screen: HomeScreen; lang: Lang }) {
  const { t } = useTranslation();
  const { nextMeeting: meeting, mySeat: seat, pack } = screen;
  if (!meeting)
    return (
      <section aria-labelledby="next-h" className={`${card} grid place-items-center p-8 text-center lg:col-span-7`}>
        <div>
          <CalendarOff className="mx-auto size-8 text-muted" aria-hidden />
          <h2 id="next-h" className="mt-3 text-lg">
            {t('home.nomeeting')}
          </h2>
          <p className="text-sm text-muted">{t('home.nomeeting.body')}</p>
        </div>
      </section>
    );
  const date = dayOf(meeting.start);
  return (
    <section aria-labelledby="next-h" className={`${card} flex flex-col overflow-hidden lg:col-span-7`}>
      <div className="flex flex-1 gap-4 p-5 sm:gap-6 sm:p-6">
        <div className="max-sm:hidden">
          <DateTile iso={date} lang={lang} />
        </div>
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="flex flex-wrap items-center gap-2">
            <Badge tone="brand">{t('home.next')}</Badge>
            <span className="num text-sm text-muted">{rel(daysBetween(day(today()), day(date)), 'day', lang)}</span>
          </div>
          <h2 id="next-h" className="mt-2 text-xl lg:text-2xl">
            <Link to="/$lang/meetings/$id" params={{ lang, id: meeting.id }} className="hover:text-brand">
              {meeting.title[lang]}
            </Link>
          </h2>
          <p className="num mt-1 text-sm text-muted sm:hidden">{bothDays(day(date), lang)}</p>
          <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-2 text-sm text-muted">
            <li className="num flex items-center gap-1.5">
              <Clock className="size-4" aria-hidden />
              {clockRange(meeting.start, meeting.end, lang)}
            </li>
            {meeting.venue && (
              <li className="flex items-center gap-1.5">
                <MapPin className="size-4" aria-hidden />
                <bdi>{meeting.venue.name[lang]}</bdi>
              </li>
            )}
            {meeting.hostEntity && (
              <li className="min-w-0">
                <EntityTag entity={meeting.hostEntity} lang={lang} wrap />
              </li>
            )}
          </ul>
          {meeting.agenda?.length > 0 && (
            <ol aria-label={t('home.agenda')} className="mt-4 mb-4 space-y-2 border-s-2 border-line ps-4 text-[.95rem]">
              {meeting.agenda.slice(0, 4).map((item, i) => (
                <li key={item.id} className="flex items-baseline gap-3">
                  <span className="num shrink-0 text-sm text-muted">{i + 1}</span>
                  <span className="min-w-0">{item.title[lang]}</span>
                </li>
              ))}
            </ol>
          )}
          {pack && pack.changes.length > 0 && (
            <Link
              to="/$lang/meetings/$id"
              params={{ lang, id: meeting.id }}
              className="num mb-3 flex items-center gap-3 rounded-xl border border-transparent bg-accent-soft px-4 py-2.5 text-sm font-semibold text-accent"
            >
              <FileStack className="size-4.5 shrink-0" aria-hidden />
              <span className="flex-1">{t('home.pack', { version: num(pack.version, lang), count: pack.changes.length })}</span>
              <ArrowRight className="flip size-4" aria-hidden />
            </Link>
          )}
          <Link to="/$lang/meetings/$id" params={{ lang, id: meeting.id }} className={`${link} mt-auto py-1`}>
            {t('home.open')}
            <ArrowRight className="flip size-4" aria-hidden />
          </Link>
        </div>
      </div>
      {seat && (
        <div className="min-h-24 border-t border-line bg-raised px-5 py-4 sm:px-6">
          <Seat seat={seat} lang={lang} />
        </div>
      )}
    </section>
  );
}
