import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ArrowRight } from 'lucide-react';
import { homeQuery, sessionQuery } from '../api/queries';
import { writes } from '../api/session';
import type { HomeScreen, Me } from '../api/types';
import { CalendarStrip } from '../components/CalendarStrip';
import { GateBoxes } from '../components/GateBoxes';
import { Mine } from '../components/Mine';
import { NextMeeting } from '../components/NextMeeting';
import { PageHero } from '../components/PageHero';
import { Away, Bars, Fault, Loading } from '../components/states';
import { card, link } from '../components/ui';
import { bothDays, day, dayOf, daysBetween, today, ZONE, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

const hour = () => Number(new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hour12: false, timeZone: ZONE }).format());

/** The first name; one who is called by a post is greeted without. */
function nameToGreet(me: Me, lang: Lang) {
  const [first = ''] = me.person.name[lang].split(' ');
  return me.post?.title[lang].startsWith(first) ? '' : first;
}

function HomeHero({ screen, lang }: { screen?: HomeScreen; lang: Lang }) {
  const { t } = useTranslation();
  const { data: me } = useQuery(sessionQuery);
  const now = day(today());
  const name = me && nameToGreet(me, lang);
  const stats: [number, string][] = [];
  if (screen) {
    const late = screen.myActions.filter((one) => one.state === 'overdue').length;
    if (late) stats.push([late, t('home.stat.late')]);
    stats.push([screen.myDrafts.length, t('home.stat.drafts')]);
    if (screen.nextMeeting) {
      const days = daysBetween(now, day(dayOf(screen.nextMeeting.start)));
      stats.push([days, t('home.stat.days', { count: days })]);
    }
  }
  return (
    <PageHero
      trail={[]}
      title={t(hour() < 12 ? 'home.morning' : 'home.evening', { name: name && t('home.to', { name }) })}
      lede={<p className="num">{bothDays(now, lang)}</p>}
      stats={stats}
    />
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Loading label={t('loading.page')}>
      <div className="grid gap-5 lg:grid-cols-12">
        <div className={`${card} h-72 p-6 lg:col-span-7`}>
          <Bars rows={5} tall="h-6" />
        </div>
        <div className={`${card} h-72 p-6 lg:col-span-5`}>
          <Bars rows={5} tall="h-6" />
        </div>
      </div>
      <div className={`${card} mt-8 h-72 p-6`}>
        <Bars rows={6} tall="h-7" />
      </div>
    </Loading>
  );
}

function Gates({ screen, lang }: { screen: HomeScreen; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="gates-h">
      <div className="flex flex-wrap items-end gap-x-4">
        <div>
          <h2 id="gates-h" className="text-xl">
            {t('home.gates')}
          </h2>
          <p className="text-muted">{t('home.gates.sub')}</p>
        </div>
        <Link to="/$lang/notifications" params={{ lang }} className={`${link} ms-auto py-1`}>
          {t('bell.all')}
          <ArrowRight className="flip size-4" aria-hidden />
        </Link>
      </div>
      <GateBoxes screen={screen} lang={lang} />
    </section>
  );
}

/** A director's morning in twenty seconds: what is next, what waits for me, what is being said, where the gates are. */
export function Home() {
  const lang = useLang();
  const { t } = useTranslation();
  useTitle(t('home'));
  const home = useQuery(homeQuery);
  const { data: me } = useQuery(sessionQuery);
  return (
    <>
      <HomeHero screen={home.data} lang={lang} />
      <div className="wrap-page relative -mt-20 space-y-8">
        {home.data ? (
          <>
            <Away parts={home.data.unavailable} />
            <div className="grid grid-cols-1 items-stretch gap-5 lg:grid-cols-12">
              <NextMeeting screen={home.data} lang={lang} />
              <Mine screen={home.data} lang={lang} writer={writes(me)} />
            </div>
            <CalendarStrip campaigns={home.data.liveCampaigns} lang={lang} />
            <Gates screen={home.data} lang={lang} />
          </>
        ) : home.error ? (
          <Fault error={home.error} retry={() => void home.refetch()} />
        ) : (
          <Waiting />
        )}
      </div>
    </>
  );
}
