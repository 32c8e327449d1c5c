import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CalendarPlus, CircleSlash, Clock, ListOrdered, MapPin, Users, Video } from 'lucide-react';
import { seriesQuery, type MeetingScreen, type Seat } from '../api/meetings';
import { asProblem } from '../api/problem';
import { meetingQuery, sessionQuery } from '../api/queries';
import type { Meeting as Record } from '../api/types';
import { Agenda } from '../components/Agenda';
import { DateTile } from '../components/DateTile';
import { PackCard } from '../components/meetings/PackCard';
import { SeatCard } from '../components/meetings/SeatCard';
import { HeroTabs, PageHero } from '../components/PageHero';
import { Bars, Empty, Fault, Loading } from '../components/states';
import { Steps } from '../components/Steps';
import { Badge, btn, card, EntityTag, link } from '../components/ui';
import { amount, bothDays, clockRange, day, dayOf, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { later } from '../lib/later';
import { NotFound } from './Faults';

/** What stands on the other tabs comes with them. */
const Corrections = later(async () => (await import('../components/meetings/Corrections')).Corrections);
const MinutesView = later(async () => (await import('../components/meetings/MinutesView')).MinutesView);
const OutcomeRows = later(async () => (await import('../components/meetings/OutcomeRows')).OutcomeRows);
const SeatCounts = later(async () => (await import('../components/meetings/SeatList')).SeatCounts);
const SeatList = later(async () => (await import('../components/meetings/SeatList')).SeatList);
/** What only the secretariat needs. */
const Desk = later(async () => (await import('../components/meetings/Desk')).Desk, 'meeting-desk');
const NewItem = later(async () => (await import('../components/meetings/AgendaTools')).NewItem, 'meeting-desk');
const Proposals = later(async () => (await import('../components/meetings/Proposals')).Proposals, 'meeting-desk');

const life = ['announced', 'agenda-published', 'in-session', 'minutes-draft', 'circulated', 'approved'] as const;
const statesOf = (status: string) =>
  status === 'draft'
    ? ['draft', ...life]
    : status === 'postponed' || status === 'cancelled'
      ? ['announced', status]
      : status === 'archived'
        ? [...life, 'archived']
        : life;

/** The series a meeting is one of, as a way to the others. */
function SeriesName({ id, lang }: { id: string; lang: Lang }) {
  const { t } = useTranslation();
  const { data } = useQuery(seriesQuery);
  const found = data?.items.find((one) => one.id === id);
  if (!found) return null;
  return (
    <p className="w-full text-sm">
      <span className="text-muted">{t('meeting.series')}: </span>
      <Link to="/$lang/meetings" params={{ lang }} search={{ series: id }} className={link}>
        {found.name[lang]}
      </Link>
    </p>
  );
}

function Where({ m, lang, seat }: { m: Record; lang: Lang; seat?: Seat }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('meeting.where')} className={`${card} overflow-hidden`}>
      <div className="flex flex-wrap items-start gap-x-8 gap-y-4 p-5 sm:px-6">
        <div className="max-md:hidden">
          <DateTile iso={dayOf(m.start)} lang={lang} />
        </div>
        <dl className="grid min-w-0 flex-1 basis-72 gap-x-8 gap-y-4 text-sm sm:grid-cols-2">
          {m.hostEntity && (
            <div>
              <dt className="text-xs text-muted">{t('meeting.host')}</dt>
              <dd className="mt-1 text-ink">
                <EntityTag entity={m.hostEntity} lang={lang} wrap />
              </dd>
            </div>
          )}
          {m.venue && (
            <div>
              <dt className="text-xs text-muted">{t('meeting.place')}</dt>
              <dd className="mt-1 flex items-center gap-1.5 font-semibold">
                <MapPin className="size-4 text-muted" aria-hidden />
                <bdi>{m.venue.name[lang]}</bdi>
              </dd>
            </div>
          )}
          <div>
            <dt className="text-xs text-muted">{t('meeting.length')}</dt>
            <dd className="num mt-1 flex items-center gap-1.5 font-semibold">
              <Clock className="size-4 text-muted" aria-hidden />
              {clockRange(m.start, m.end, lang)} · {amount((Date.parse(m.end) - Date.parse(m.start)) / 36e5, 'hour', lang)}
            </dd>
          </div>
          {m.venue?.joinUrl && (
            <div>
              <dt className="text-xs text-muted">{t('meeting.remote')}</dt>
              <dd className="mt-1">
                <a href={m.venue.joinUrl} rel="noreferrer" target="_blank" className={`${link} py-1`}>
                  <Video className="size-4" aria-hidden />
                  {t('meeting.join')}
                </a>
              </dd>
            </div>
          )}
        </dl>
        {m.series && <SeriesName id={m.series} lang={lang} />}
        {seat && m.status !== 'draft' && (
          <div className="w-full min-w-0 xl:w-[34rem]">
            <SeatCard key={seat.version} seat={seat} lang={lang} />
          </div>
        )}
      </div>
      <div className="border-t border-line bg-raised">
        <Steps all={statesOf(m.status)} now={m.status} prefix="meeting.status." label={t('meeting.life')} />
      </div>
    </section>
  );
}

const tabs = ['agenda', 'seats', 'minutes', 'outcomes'] as const;

function Tab({ screen, tab, lang }: { screen: MeetingScreen; tab: string; lang: Lang }) {
  const { t } = useTranslation();
  const m = screen.meeting;
  const edits = m.actions.includes('edit-agenda');
  if (tab === 'seats')
    return screen.seats.items.length ? (
      <SeatList seats={screen.seats.items} lang={lang} />
    ) : (
      <Empty icon={Users} title={t('seats.none')} body={t('seats.none.body')} level={3} />
    );
  if (tab === 'minutes') return <MinutesView screen={screen} lang={lang} />;
  if (tab === 'outcomes') return <OutcomeRows found={screen.outcomes} lang={lang} />;
  return (
    <section aria-labelledby="agenda-h">
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <h2 id="agenda-h" className="min-w-0 flex-1 text-lg">
          {t('meeting.agenda')}
        </h2>
        {edits && <NewItem meeting={m} lang={lang} />}
      </div>
      {m.agenda.length ? (
        <Agenda meeting={m} carried={screen.carriedOver} lang={lang} />
      ) : (
        <Empty icon={ListOrdered} title={t('meeting.noagenda')} body={t('meeting.noagenda.body')} level={3} />
      )}
    </section>
  );
}

/** One meeting: when, where, my entity's seat, and its agenda, seats, minutes and what came of it. */
export function Meeting() {
  const lang = useLang();
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { tab = 'agenda' } = useSearch({ strict: false });
  const { data, error, refetch } = useQuery(meetingQuery(id));
  const { data: me } = useQuery(sessionQuery);
  const m = data?.meeting;
  useTitle(m?.title[lang] ?? t('meetings.title'));
  if (error && asProblem(error).status === 404) return <NotFound />;
  const trail = [{ label: t('gate.meetings'), to: '/meetings' }];
  if (!m)
    return (
      <>
        <PageHero trail={trail} title={t(error ? 'fail.title' : 'loading.page')} />
        <div className="wrap-page relative -mt-20">
          {error ? (
            <Fault error={error} retry={() => void refetch()} />
          ) : (
            <Loading label={t('loading.page')}>
              <div className={`${card} h-72 p-6`}>
                <Bars rows={6} />
              </div>
            </Loading>
          )}
        </div>
      </>
    );
  const date = day(dayOf(m.start));
  const seat = data.seats.items.find((one) => one.entity.code === me?.entity.code);
  const calendar =
    m.status !== 'draft' && `/api/v1/meetings/${m.id}/${seat ? `seats/${seat.entity.code}/invitation` : 'calendar'}?lang=${lang}`;
  const counts = data.seats.counts;
  const all = counts.accepted + counts.tentative + counts.delegated + counts.declined + counts.unanswered;
  return (
    <>
      <PageHero
        trail={[...trail, { label: m.title[lang] }]}
        above={
          <>
            <Badge tone="brand">{t(`meeting.${m.kind}`)}</Badge>
            {(m.status === 'cancelled' || m.status === 'postponed') && (
              <Badge tone="danger" icon={CircleSlash}>
                {t(`meeting.status.${m.status}`)}
              </Badge>
            )}
          </>
        }
        title={m.title[lang]}
        lede={<p className="num">{bothDays(date, lang)}</p>}
        stats={[
          [m.agenda.length, t('meeting.items', { count: m.agenda.length })],
          ...(all ? [[`${all - counts.unanswered}/${all}`, t('seats.answered')] as const] : []),
        ]}
      >
        <HeroTabs
          label={t('meeting.parts')}
          items={tabs.map((one) => ({
            label: t(`meeting.tab.${one}`),
            on: tab === one,
            to: `/${lang}/meetings/${m.id}`,
            search: one === 'agenda' ? {} : { tab: one },
          }))}
        />
        {calendar && (
          <a href={calendar} download className={`${btn.gold} sm:ms-auto`}>
            <CalendarPlus className="size-5" aria-hidden />
            {t('meeting.calendar')}
          </a>
        )}
      </PageHero>
      <div className="wrap-page relative -mt-20 space-y-6">
        <Where m={m} lang={lang} seat={seat} />
        {m.reason && (
          <p role="status" className="rounded-card border border-danger bg-danger-soft p-5">
            <b className="text-danger">{t(`meeting.status.${m.status}`)}</b> · <bdi>{m.reason[lang]}</bdi>
          </p>
        )}
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="min-w-0 lg:order-first">
            <Tab screen={data} tab={tab} lang={lang} />
          </div>
          <aside aria-label={t('meeting.aside')} className="min-w-0 space-y-5">
            <Desk screen={data} lang={lang} />
            <Corrections meeting={m} lang={lang} />
            {data.pack && <PackCard pack={data.pack} lang={lang} />}
            <SeatCounts counts={counts} lang={lang} />
            {m.actions.includes('edit-agenda') && <Proposals meeting={m} lang={lang} />}
          </aside>
        </div>
      </div>
    </>
  );
}
