import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ArrowRight, CalendarOff, Clock, MapPin } from 'lucide-react';
import type { Meeting } from '../api/types';
import { clockRange, day, dayOf, daysBetween, hijriFull, rel, today, weekday, type Lang } from '../lib/dates';
import { DateTile } from './DateTile';
import { Badge, card, EntityTag, link } from './ui';

/** The next time the network meets, with the first lines of what will be said there. */
export function NextMeeting({ meeting, lang }: { meeting: Meeting | null; lang: Lang }) {
  const { t } = useTranslation();
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
    <section aria-labelledby="next-h" className={`${card} flex gap-4 p-5 sm:gap-6 sm:p-6 lg:col-span-7`}>
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
        <p className="num mt-1 text-sm text-muted sm:hidden">
          {weekday(day(date), lang)} · {hijriFull(day(date), lang)}
        </p>
        <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-2 text-sm text-muted">
          <li className="num flex items-center gap-1.5">
            <Clock className="size-4" aria-hidden />
            {clockRange(meeting.start, meeting.end, lang)}
          </li>
          {meeting.venue && (
            <li className="flex items-center gap-1.5">
              <MapPin className="size-4" aria-hidden />
              {meeting.venue.name[lang]}
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
        <Link to="/$lang/meetings/$id" params={{ lang, id: meeting.id }} className={`${link} mt-auto py-1`}>
          {t('home.open')}
          <ArrowRight className="flip size-4" aria-hidden />
        </Link>
      </div>
    </section>
  );
}
