import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Clock, ListOrdered, MapPin, Video } from 'lucide-react';
import { asProblem } from '../api/problem';
import { meetingQuery } from '../api/queries';
import type { Meeting as Record } from '../api/types';
import { Agenda } from '../components/Agenda';
import { DateTile } from '../components/DateTile';
import { PageHero } from '../components/PageHero';
import { Bars, Empty, Fault, Loading } from '../components/states';
import { Steps } from '../components/Steps';
import { Badge, card, EntityTag, link } from '../components/ui';
import { amount, clockRange, day, dayOf, hijriFull, weekday, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { NotFound } from './Faults';

const states = ['draft', 'announced', 'agenda-published'] as const;

function Where({ m, lang }: { m: Record; lang: Lang }) {
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
                {m.venue.name[lang]}
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
      </div>
      <div className="border-t border-line bg-raised">
        <Steps all={states} now={m.status} prefix="meeting.status." label={t('meeting.life')} />
      </div>
    </section>
  );
}

/** One meeting: when, where, and its agenda line by line. */
export function Meeting() {
  const lang = useLang();
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(meetingQuery(id));
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
  return (
    <>
      <PageHero
        trail={[...trail, { label: m.title[lang] }]}
        above={<Badge tone="brand">{t(`meeting.${m.kind}`)}</Badge>}
        title={m.title[lang]}
        lede={
          <p className="num">
            {weekday(date, lang)} · {hijriFull(date, lang)}
          </p>
        }
        stats={[[m.agenda.length, t('meeting.items', { count: m.agenda.length })]]}
      />
      <div className="wrap-page relative -mt-20 space-y-6">
        <Where m={m} lang={lang} />
        <section aria-labelledby="agenda-h">
          <h2 id="agenda-h" className="mb-3 text-lg">
            {t('meeting.agenda')}
          </h2>
          {m.agenda.length ? (
            <Agenda meeting={m} lang={lang} />
          ) : (
            <Empty icon={ListOrdered} title={t('meeting.noagenda')} body={t('meeting.noagenda.body')} level={3} />
          )}
        </section>
      </div>
    </>
  );
}
