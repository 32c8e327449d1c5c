import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CircleSlash, PenLine, Printer } from 'lucide-react';
import { campaignQuery } from '../api/queries';
import { asProblem } from '../api/problem';
import type { Campaign as Record } from '../api/types';
import { Audiences, BothLanguages, Measures, Objectives, Plan, Strategy } from '../components/CampaignBody';
import { ClassMark } from '../components/ClassMark';
import { Cover } from '../components/Cover';
import { Unready } from '../components/Unready';
import { PageHero } from '../components/PageHero';
import { Reviewed } from '../components/Reviewed';
import { StateBadge } from '../components/StateBadge';
import { Steps } from '../components/Steps';
import { btn, card, EntityTag, Fact, Panel } from '../components/ui';
import { day, hijriFull, moment, range, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { life, standing } from '../lib/life';
import { ReviewProvider } from '../lib/review';
import { later } from '../lib/later';
import { useMedia, useTitle } from '../lib/text';
import { NotFound } from './Faults';

/** What stands below the fold or opens at a press comes after the page stands. */
const Acts = later(async () => (await import('../components/Acts')).Acts);
const RequestsPanel = later(async () => (await import('../components/ReviewPanel')).RequestsPanel);
const ReviewPanel = later(async () => (await import('../components/ReviewPanel')).ReviewPanel);
const Timeline = later(async () => (await import('../components/Timeline')).Timeline);
const AfterLaunch = later(async () => (await import('../components/forum/AfterLaunch')).AfterLaunch, 'outcome');
const Checklist = later(async () => (await import('../components/forum/Checklist')).Checklist, 'outcome');
const Comments = later(async () => (await import('../components/forum/Comments')).Comments, 'outcome');
const Courses = later(async () => (await import('../components/forum/Courses')).Courses, 'outcome');
const Successor = later(async () => (await import('../components/forum/Lineage')).Successor, 'outcome');
const Lineage = later(async () => (await import('../components/forum/Lineage')).Lineage, 'outcome');
const WaysBack = later(async () => (await import('../components/forum/WaysBack')).WaysBack, 'outcome');
const Voices = later(async () => (await import('../components/forum/Voices')).Voices, 'outcome');
const Amendments = later(async () => (await import('../components/forum/Amendments')).Amendments, 'outcome');
const Citation = later(async () => (await import('../components/forum/Outcome')).Citation, 'outcome');
const Learning = later(async () => (await import('../components/forum/Outcome')).Learning, 'outcome');

/** Not yet before the members: the whole text may still change. */
const early = (c: Record) => !c.launchedAt;

function Hero({ c, lang }: { c: Record; lang: Lang }) {
  const { t } = useTranslation();
  const { startsOn, endsOn } = c.implementation ?? {};
  return (
    <PageHero
      trail={[{ label: t('gate.forum'), to: '/forum' }, { label: c.title[lang] }]}
      above={
        <>
          <StateBadge status={c.status} />
          <ClassMark of={c} lang={lang} />
        </>
      }
      title={<bdi>{c.title[lang] || t('untitled')}</bdi>}
      lede={<p>{c.summary[lang]}</p>}
      overlap="half"
      side={
        <Cover
          topic={c.topic}
          photo={c.cover}
          lang={lang}
          sizes="22rem"
          className="hidden h-44 w-88 rounded-card border border-white/20 shadow-pop lg:block"
        />
      }
    >
      <ul className="flex flex-wrap items-center gap-x-6 gap-y-1 text-sm text-teal-100">
        <li className="min-w-0">
          <EntityTag entity={c.leadEntity} lang={lang} inherit />
        </li>
        {startsOn && endsOn && (
          <>
            <li className="num">{range(startsOn, endsOn, lang)}</li>
            <li className="num">{t('camp.hijri', { a: hijriFull(day(startsOn), lang), b: hijriFull(day(endsOn), lang) })}</li>
          </>
        )}
      </ul>
      <span className="no-print flex flex-wrap gap-3 sm:ms-auto">
        <Link to="/$lang/forum/$id/sheet" params={{ lang, id: c.id }} className={btn.onDark}>
          <Printer className="size-4.5" aria-hidden />
          {t('camp.print')}
        </Link>
        {c.actions.includes('edit') && early(c) && (
          <Link to="/$lang/forum/$id/edit" params={{ lang, id: c.id }} className={btn.gold}>
            <PenLine className="size-5" aria-hidden />
            {t('camp.edit')}
          </Link>
        )}
      </span>
    </PageHero>
  );
}

function Standing({ c, lang }: { c: Record; lang: Lang }) {
  const { t } = useTranslation();
  const at = standing(c.status);
  if (at)
    return (
      <div className={`${card} overflow-hidden`}>
        <Steps all={life} now={at} prefix="status." label={t('camp.life')} />
      </div>
    );
  return (
    <div className={`${card} px-5 py-4`}>
      <p className="flex items-center gap-2.5 font-semibold text-danger">
        <CircleSlash className="size-5" aria-hidden />
        {t(`camp.${c.status}`)}
      </p>
      {c.status === 'superseded' && <Successor c={c} lang={lang} />}
      {c.reason && (
        <p dir="auto" className="mt-1 text-sm whitespace-pre-line text-muted">
          {c.reason}
        </p>
      )}
    </div>
  );
}

function Facts({ c, lang }: { c: Record; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Panel id="facts-h" title={t('camp.facts')}>
      <dl className="space-y-3">
        <Fact k={t('camp.ref')}>
          <bdi dir="ltr">{c.ref}</bdi>
        </Fact>
        <Fact k={t('camp.lead')}>
          <EntityTag entity={c.leadEntity} lang={lang} wrap />
        </Fact>
        {c.partnerEntities.length > 0 && (
          <Fact k={t('camp.partners')}>
            <span className="mt-1 grid gap-1.5">
              {c.partnerEntities.map((e) => (
                <EntityTag key={e.code} entity={e} lang={lang} wrap />
              ))}
            </span>
          </Fact>
        )}
        {c.topic && (
          <Fact k={t('field.topic')}>
            <Reviewed field="/topic">{t(`topic.${c.topic}`)}</Reviewed>
          </Fact>
        )}
        <Fact k={t('field.classification')}>
          <Reviewed field="/classification">{t(`class.${c.classification}`)}</Reviewed>
        </Fact>
        {c.implementation?.budgetBand && (
          <Fact k={t('field.implementation.budgetBand')}>{t(`budget.${c.implementation.budgetBand}`)}</Fact>
        )}
        {early(c) && (
          <Fact k={t('field.launchAt')}>
            <Reviewed field="/launchAt">{c.launchAt ? moment(c.launchAt, lang) : t('camp.atonce')}</Reviewed>
          </Fact>
        )}
        {early(c) && c.cover && (
          <Fact k={t('field.cover')}>
            <Reviewed field="/cover">{c.cover.alt[lang] || t(`camp.cover.${c.cover.status}`)}</Reviewed>
          </Fact>
        )}
        {c.embargoUntil && (
          <Fact k={t('field.embargoUntil')}>
            <Reviewed field="/embargoUntil">{moment(c.embargoUntil, lang)}</Reviewed>
          </Fact>
        )}
      </dl>
    </Panel>
  );
}

function Whole({ c, lang }: { c: Record; lang: Lang }) {
  const wide = useMedia('(min-width: 64rem)');
  const reviewing = c.actions.some((a) => a === 'start-review' || a === 'request-changes' || a === 'approve');
  const desk = (
    <>
      {reviewing && <ReviewPanel campaign={c} lang={lang} />}
      {early(c) && <RequestsPanel campaign={c} />}
      <AfterLaunch c={c} lang={lang} />
      <Acts campaign={c} />
      <WaysBack c={c} lang={lang} />
    </>
  );
  return (
    <ReviewProvider key={c.id} campaign={c}>
      <Hero c={c} lang={lang} />
      <div className="wrap-page relative -mt-14 space-y-5">
        <Standing c={c} lang={lang} />
        <Citation c={c} lang={lang} />
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="min-w-0 space-y-5">
            {!wide && desk}
            {early(c) && <BothLanguages c={c} />}
            <Learning c={c} lang={lang} />
            {c.objectives.length > 0 && <Objectives c={c} lang={lang} />}
            {c.kpis.length > 0 && <Measures c={c} lang={lang} />}
            <Courses c={c} lang={lang} />
            <Amendments c={c} lang={lang} />
            {c.audiences.length > 0 && <Audiences c={c} lang={lang} />}
            <Strategy c={c} lang={lang} />
            {c.implementation && <Plan c={c} lang={lang} />}
            {!early(c) && <Comments id={c.id} lang={lang} />}
          </div>
          <div className="space-y-5 lg:sticky lg:top-32">
            {wide && desk}
            {!early(c) && <Voices c={c} lang={lang} />}
            <Facts c={c} lang={lang} />
            <Checklist c={c} lang={lang} />
            <Lineage c={c} lang={lang} />
            <Timeline campaign={c} lang={lang} />
          </div>
        </div>
      </div>
    </ReviewProvider>
  );
}

/** One campaign, from objectives to impact; the same page is the reviewer's desk while it is in review. */
export function Campaign() {
  const lang = useLang();
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(campaignQuery(id));
  useTitle(data?.campaign.title[lang] ?? t('gate.forum'));
  if (data) return <Whole c={data.campaign} lang={lang} />;
  if (error && asProblem(error).status === 404) return <NotFound />;
  return <Unready trail={[{ label: t('gate.forum'), to: '/forum' }]} error={error} retry={() => void refetch()} />;
}
