import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ArrowRight, Inbox } from 'lucide-react';
import { reviewQuery } from '../api/queries';
import type { Summary } from '../api/types';
import { ClassMark } from '../components/ClassMark';
import { Cover } from '../components/Cover';
import { HeroTabs, PageHero } from '../components/PageHero';
import { StateBadge } from '../components/StateBadge';
import { Bars, Empty, Fault, Loading } from '../components/states';
import { card, EntityTag } from '../components/ui';
import { ago, range, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

function Row({ c, lang }: { c: Summary; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <li className="relative flex items-center gap-4 px-4 py-4 hover:bg-raised sm:px-5">
      <Cover topic={c.topic} photo={c.cover} lang={lang} sizes="8rem" className="hidden h-18 w-28 shrink-0 rounded-xl sm:block" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <StateBadge status={c.status} />
          <ClassMark of={c} lang={lang} />
          <bdi dir="ltr" className="num text-xs text-muted">
            {c.ref}
          </bdi>
          {c.updatedAt && <span className="num text-xs text-muted">{ago(c.updatedAt, lang)}</span>}
        </p>
        <h3 className="mt-1 text-[1.06rem]">
          <Link to="/$lang/forum/$id" params={{ lang, id: c.id }} className="after:absolute after:inset-0 hover:text-brand">
            <bdi>{c.title[lang] || t('untitled')}</bdi>
          </Link>
        </h3>
        <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1">
          <EntityTag entity={c.leadEntity} lang={lang} />
          {c.startsOn && c.endsOn && <span className="num text-sm text-muted">{range(c.startsOn, c.endsOn, lang)}</span>}
        </div>
      </div>
      <ArrowRight className="flip size-5 shrink-0 text-brand" aria-hidden />
    </li>
  );
}

/** Waiting for the secretariat first, then what it has begun, then what is back with its author. */
const order = ['submitted', 'in-review', 'changes-requested', 'approved', 'scheduled'] as const;

function Sections({ items, lang }: { items: Summary[]; lang: Lang }) {
  const { t } = useTranslation();
  const rest = items.filter((c) => !(order as readonly string[]).includes(c.status));
  const groups = [...order.map((s) => [s, items.filter((c) => c.status === s)] as const), ['other', rest] as const];
  return groups
    .filter(([, list]) => list.length)
    .map(([status, list]) => (
      <section key={status} aria-labelledby={`desk-${status}`} className={`${card} overflow-hidden`}>
        <h2 id={`desk-${status}`} className="border-b border-line bg-raised px-4 py-2.5 text-base sm:px-5">
          {t(`desk.${status}`)}{' '}
          <span className="num font-sans text-sm font-normal text-muted">{t('count', { count: list.length })}</span>
        </h2>
        <ul className="divide-y divide-line">
          {list.map((c) => (
            <Row key={c.id} c={c} lang={lang} />
          ))}
        </ul>
      </section>
    ));
}

/** What entities have handed to the secretariat. */
export function ReviewDesk() {
  const lang = useLang();
  const { t } = useTranslation();
  const desk = useQuery(reviewQuery);
  useTitle(t('desk.title'));
  return (
    <>
      <PageHero
        trail={[{ label: t('gate.forum'), to: '/forum' }, { label: t('desk.title') }]}
        title={t('desk.title')}
        lede={<p>{t('desk.lede')}</p>}
      >
        <HeroTabs
          label={t('forum.sections')}
          items={[
            { label: t('forum.tab.campaigns'), to: `/${lang}/forum` },
            { label: t('forum.tab.review'), on: true, to: `/${lang}/forum/review` },
          ]}
        />
      </PageHero>
      <div className="wrap-page relative -mt-20 space-y-6">
        {desk.data ? (
          desk.data.items.length ? (
            <Sections items={desk.data.items} lang={lang} />
          ) : (
            <Empty icon={Inbox} title={t('desk.none')} body={t('desk.none.body')} />
          )
        ) : desk.error ? (
          <Fault error={desk.error} retry={() => void desk.refetch()} />
        ) : (
          <Loading label={t('loading.page')}>
            <div className={`${card} h-72 p-6`}>
              <Bars rows={6} tall="h-7" />
            </div>
          </Loading>
        )}
      </div>
    </>
  );
}
