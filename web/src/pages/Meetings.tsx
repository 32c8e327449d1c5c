import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CalendarDays, Clock, ListChecks, MapPin } from 'lucide-react';
import { meetingsQuery, type MeetingFilters } from '../api/meetings';
import { sessionQuery } from '../api/queries';
import type { Meeting, MeetingsScreen } from '../api/types';
import { DateTile } from '../components/DateTile';
import { FeedButton } from '../components/meetings/FeedButton';
import { More } from '../components/More';
import { HeroTabs, PageHero } from '../components/PageHero';
import { Away, Bars, Empty, Fault, Loading } from '../components/states';
import { Badge, btn, card, chip, EntityTag, type Tone } from '../components/ui';
import { clockRange, day, dayOf, longDay, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { later } from '../lib/later';
import { useTitle } from '../lib/text';

/** What other views show, and what only the secretariat needs, comes with it. */
const MonthGrid = later(async () => (await import('../components/meetings/MonthGrid')).MonthGrid);
const ActionRow = later(async () => (await import('../components/meetings/OutcomeRows')).ActionRow);
const AttendanceTable = later(async () => (await import('../components/meetings/AttendanceTable')).AttendanceTable);
const Rota = later(async () => (await import('../components/meetings/Rota')).Rota);
const NewMeeting = later(async () => (await import('../components/meetings/MeetingForm')).NewMeeting, 'meeting-desk');
const NewSeries = later(async () => (await import('../components/meetings/MeetingForm')).NewSeries, 'meeting-desk');

const tones: { [status: string]: Tone } = { draft: 'plain', archived: 'plain', postponed: 'warn', cancelled: 'danger' };

function Row({ m, lang }: { m: Meeting; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <li className={`${card} relative flex gap-4 p-4 transition hover:shadow-pop sm:gap-6 sm:p-5`}>
      <DateTile iso={dayOf(m.start)} lang={lang} small />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone="brand">{t(`meeting.${m.kind}`)}</Badge>
          <Badge tone={tones[m.status] ?? 'ok'}>{t(`meeting.status.${m.status}`)}</Badge>
        </p>
        <h3 className="mt-1.5 text-[1.06rem] sm:text-lg">
          <Link to="/$lang/meetings/$id" params={{ lang, id: m.id }} className="after:absolute after:inset-0 hover:text-brand">
            {m.title[lang]}
          </Link>
        </h3>
        <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1.5 text-sm text-muted">
          <li className="num flex items-center gap-1.5">
            <Clock className="size-4" aria-hidden />
            {longDay(day(dayOf(m.start)), lang)} · {clockRange(m.start, m.end, lang)}
          </li>
          {m.venue && (
            <li className="flex items-center gap-1.5">
              <MapPin className="size-4" aria-hidden />
              <bdi>{m.venue.name[lang]}</bdi>
            </li>
          )}
          {m.hostEntity && (
            <li className="min-w-0">
              <EntityTag entity={m.hostEntity} lang={lang} wrap />
            </li>
          )}
        </ul>
      </div>
    </li>
  );
}

function Section({ id, list, lang }: { id: 'ahead' | 'past'; list: Meeting[]; lang: Lang }) {
  const { t } = useTranslation();
  if (!list.length) return null;
  return (
    <section aria-labelledby={`m-${id}`}>
      <h2 id={`m-${id}`} className="mb-3 text-lg">
        {t(`meetings.${id}`)}
      </h2>
      <ul className="space-y-4">
        {list.map((m) => (
          <Row key={m.id} m={m} lang={lang} />
        ))}
      </ul>
    </section>
  );
}

const views = ['list', 'sessions', 'calendar', 'actions', 'attendance', 'rota'] as const;
const SESSIONS: MeetingFilters = { kind: ['knowledge-session'] };

function View({ screen, view, narrowed, lang }: { screen: MeetingsScreen; view: string; narrowed: boolean; lang: Lang }) {
  const { t } = useTranslation();
  const all = [...screen.items].sort((a, b) => a.start.localeCompare(b.start));
  const now = new Date().toISOString();
  if (view === 'attendance') return <AttendanceTable lang={lang} />;
  if (view === 'actions')
    return screen.myActions.length ? (
      <section aria-labelledby="mine-h" className={card}>
        <h2 id="mine-h" className="px-5 pt-4 pb-2 text-lg">
          {t('mine.title')}
        </h2>
        <ul className="divide-y divide-line">
          {screen.myActions.map((one) => (
            <ActionRow key={one.id} action={one} lang={lang} linked />
          ))}
        </ul>
      </section>
    ) : (
      <Empty icon={ListChecks} title={t('mine.none')} body={t('mine.none.body')} />
    );
  if (!all.length)
    return narrowed ? (
      <Empty title={t('meetings.nohit')} body={t('meetings.nohit.body')}>
        <Link to="/$lang/meetings" params={{ lang }} className={btn.primary}>
          {t('filter.reset')}
        </Link>
      </Empty>
    ) : (
      <Empty icon={CalendarDays} title={t('meetings.none')} body={t('meetings.none.body')} />
    );
  if (view === 'calendar') return <MonthGrid meetings={all} lang={lang} />;
  if (view === 'rota') return <Rota meetings={all} lang={lang} />;
  return (
    <>
      <Section id="ahead" list={all.filter((m) => m.end >= now)} lang={lang} />
      <Section id="past" list={all.filter((m) => m.end < now).reverse()} lang={lang} />
    </>
  );
}

/** Meetings that follow each other, each series a link that narrows the list. */
function SeriesRow({ all, on, lang }: { all: MeetingsScreen['series']; on?: string; lang: Lang }) {
  const { t } = useTranslation();
  if (!all.length) return null;
  return (
    <nav aria-label={t('meeting.series')} className="flex flex-wrap items-center gap-2">
      <span className="text-sm text-muted">{t('meeting.series')}</span>
      {all.map((one) => (
        <Link
          key={one.id}
          to="/$lang/meetings"
          params={{ lang }}
          search={on === one.id ? {} : { series: one.id }}
          aria-current={on === one.id ? 'true' : undefined}
          resetScroll={false}
          className={`${chip} ${on === one.id ? 'border-brand bg-brand-soft font-semibold text-brand' : ''}`}
        >
          {one.name[lang]}
        </Link>
      ))}
    </nav>
  );
}

/** What lies ahead, the nearest first; then what was, the latest first; the same by month; what I have to do; who was there. */
export function Meetings() {
  const lang = useLang();
  const { t } = useTranslation();
  const { show: view = 'list', series } = useSearch({ strict: false });
  const list = useInfiniteQuery(meetingsQuery(view === 'sessions' ? SESSIONS : { series }));
  const { data: me } = useQuery(sessionQuery);
  const edits = me?.roles.some((one) => one.scope === 'network' && one.role === 'secretariat-editor');
  const first = list.data?.pages[0];
  const screen = first && { ...first, items: list.data!.pages.flatMap((page) => page.items) };
  useTitle(t('meetings.title'));
  return (
    <>
      <PageHero
        trail={[{ label: t('gate.meetings') }]}
        title={t('meetings.title')}
        lede={<p>{t('meetings.lede')}</p>}
        overlap="none"
      >
        <HeroTabs
          label={t('meetings.views')}
          items={views.map((one) => ({
            label: t(`meetings.view.${one}`),
            on: view === one,
            to: `/${lang}/meetings`,
            search: one === 'list' ? {} : { show: one },
          }))}
        />
        <div className="flex flex-wrap gap-3 sm:ms-auto">
          <FeedButton />
          {edits && <NewSeries />}
          {edits && <NewMeeting lang={lang} />}
        </div>
      </PageHero>
      <div className="wrap-page mt-8 space-y-8">
        <Away parts={first?.unavailable} />
        {view === 'list' && <SeriesRow all={first?.series ?? []} on={series} lang={lang} />}
        {screen ? (
          <>
            <View screen={screen} view={view} narrowed={Boolean(series) || view === 'sessions'} lang={lang} />
            {!['actions', 'attendance'].includes(view) && (
              <More
                there={list.hasNextPage}
                busy={list.isFetchingNextPage}
                error={list.isFetchNextPageError ? list.error : null}
                next={() => void list.fetchNextPage()}
              />
            )}
          </>
        ) : list.error ? (
          <Fault error={list.error} retry={() => void list.refetch()} />
        ) : (
          <Loading label={t('loading.page')}>
            <div className={`${card} h-40 p-6`}>
              <Bars rows={4} />
            </div>
          </Loading>
        )}
      </div>
    </>
  );
}
