import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ArrowRight, CircleCheck, ListChecks, PenLine } from 'lucide-react';
import type { HomeScreen, Summary } from '../api/types';
import { ago, day, daysBetween, rel, today, type Lang } from '../lib/dates';
import { ClassMark } from './ClassMark';
import { StateBadge } from './StateBadge';
import { Badge, btn, link, Panel } from './ui';

type Waiting = HomeScreen['waiting'];
type Action = HomeScreen['myActions'][number];

/** What only this reader can do next, as one line each with the way to it. */
function rowsOf(waiting: Waiting, me: string) {
  const rows: { key: string; to: string; count: number; search?: object }[] = [];
  const add = (key: string, to: string, count: number | undefined, search?: object) =>
    count && rows.push({ key, to, count, search });
  add('desk', '/forum/review', waiting.desk?.count);
  add('minutes', '/meetings', waiting.minutes?.count);
  add('photos', '/studio/desk', waiting.photos ?? 0, { desk: 'release' });
  add('evaluations', '/forum', waiting.evaluations?.count, { status: 'evaluation-due' });
  add('confirmation', `/members/${me}`, Number(waiting.confirmation));
  return rows;
}

const Section = ({ icon: Icon, title }: { icon: typeof PenLine; title: string }) => (
  <h3 className="flex items-center gap-2 border-y border-line bg-raised px-5 py-1.5 text-sm text-muted">
    <Icon className="size-4" aria-hidden />
    {title}
  </h3>
);

function Due({ action, lang }: { action: Action; lang: Lang }) {
  const days = daysBetween(day(today()), day(action.due));
  return <Badge tone={days < 0 ? 'danger' : days < 8 ? 'warn' : 'plain'}>{rel(days, 'day', lang)}</Badge>;
}

function Draft({ c, lang }: { c: Summary; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <li className="flex items-center gap-3 px-5 py-3">
      <span className="min-w-0 flex-1">
        <span className="block truncate text-[.95rem] font-semibold">
          <bdi>{c.title[lang] || c.title.ar || c.title.en || t('untitled')}</bdi>
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-2">
          <StateBadge status={c.status} />
          <ClassMark of={c} lang={lang} />
          {c.updatedAt && <span className="num text-xs text-muted">{t('home.saved', { ago: ago(c.updatedAt, lang) })}</span>}
        </span>
      </span>
      <Link
        to="/$lang/forum/$id/edit"
        params={{ lang, id: c.id }}
        className={btn.small}
        aria-label={`${t('home.resume')}: ${c.title[lang]}`}
      >
        {t('home.resume')}
      </Link>
    </li>
  );
}

/** What waits for me: what is mine to do in my roles, what I owe from meetings, and the campaigns I have not finished. */
export function Mine({ screen, lang, writer }: { screen: HomeScreen; lang: Lang; writer: boolean }) {
  const { t } = useTranslation();
  const rows = rowsOf(screen.waiting, screen.me.person.id);
  const { myActions: actions, myDrafts: drafts } = screen;
  return (
    <Panel id="mine-h" title={t('home.mine')} sub={t('home.mine.sub')} className="lg:col-span-5" flush>
      {rows.length > 0 && (
        <ul className="divide-y divide-line border-t border-line bg-accent-soft">
          {rows.map((row) => (
            <li key={row.key}>
              <Link
                to={`/${lang}${row.to}` as string}
                search={(row.search ?? {}) as never}
                className="flex items-center gap-3 px-5 py-3 font-semibold text-accent hover:brightness-98"
              >
                <span className="flex-1">{t(`home.wait.${row.key}`, { count: row.count })}</span>
                <ArrowRight className="flip size-4" aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {actions.length > 0 && (
        <>
          <Section icon={ListChecks} title={t('home.actions')} />
          <ul className="divide-y divide-line">
            {actions.slice(0, 4).map((action) => (
              <li key={action.id} className="flex items-start gap-3 px-5 py-3">
                <Link
                  to="/$lang/meetings/$id"
                  params={{ lang, id: action.meetingId }}
                  search={{ tab: 'outcomes' }}
                  className="min-w-0 flex-1 text-[.95rem] font-semibold hover:text-brand"
                >
                  <bdi>{action.text[lang]}</bdi>
                </Link>
                <Due action={action} lang={lang} />
              </li>
            ))}
          </ul>
        </>
      )}
      {drafts.length > 0 && (
        <>
          <Section icon={PenLine} title={t('home.drafts')} />
          <ul className="divide-y divide-line">
            {drafts.slice(0, 3).map((c) => (
              <Draft key={c.id} c={c} lang={lang} />
            ))}
          </ul>
        </>
      )}
      {!rows.length && !actions.length && !drafts.length && (
        <div className="grid h-full place-items-center border-t border-line px-5 py-10 text-center text-sm text-muted">
          <div>
            <CircleCheck className="mx-auto size-8 text-ok" aria-hidden />
            <p className="mt-2">{t('home.nothing')}</p>
            {writer && (
              <Link to="/$lang/forum/new" params={{ lang }} className={`${link} mt-2 py-1`}>
                {t('home.begin')}
              </Link>
            )}
          </div>
        </div>
      )}
    </Panel>
  );
}
