import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ArrowRight, Inbox, PenLine } from 'lucide-react';
import type { Summary } from '../api/types';
import { ago, type Lang } from '../lib/dates';
import { StateBadge } from './StateBadge';
import { btn, link, Panel } from './ui';

function Draft({ c, lang }: { c: Summary; lang: Lang }) {
  const { t } = useTranslation();
  const open = c.status === 'draft' || c.status === 'changes-requested';
  return (
    <li className="flex items-center gap-3 px-5 py-3">
      <span className="min-w-0 flex-1">
        <span className="block truncate text-[.95rem] font-semibold">
          <bdi>{c.title[lang] || c.title.ar || c.title.en || t('untitled')}</bdi>
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-2">
          <StateBadge status={c.status} />
          {c.updatedAt && <span className="num text-xs text-muted">{t('home.saved', { ago: ago(c.updatedAt, lang) })}</span>}
        </span>
      </span>
      <Link
        to={open ? '/$lang/forum/$id/edit' : '/$lang/forum/$id'}
        params={{ lang, id: c.id }}
        className={btn.small}
        aria-label={`${t(open ? 'home.resume' : 'home.look')}: ${c.title[lang]}`}
      >
        {t(open ? 'home.resume' : 'home.look')}
      </Link>
    </li>
  );
}

/** What waits for me: the desk when I review, and the campaigns I have not finished. */
export function Mine({ drafts, desk, lang, writer }: { drafts: Summary[]; desk: number | null; lang: Lang; writer: boolean }) {
  const { t } = useTranslation();
  const none = drafts.length === 0;
  return (
    <Panel id="mine-h" title={t('home.mine')} className="lg:col-span-5" flush>
      {desk !== null && (
        <Link
          to="/$lang/forum/review"
          params={{ lang }}
          className="flex items-center gap-3 border-t border-line bg-accent-soft px-5 py-3 text-accent hover:brightness-98"
        >
          <Inbox className="size-5 shrink-0" aria-hidden />
          <span className="flex-1 font-semibold">{t('home.desk', { count: desk })}</span>
          <ArrowRight className="flip size-4" aria-hidden />
        </Link>
      )}
      {!(none && desk !== null) && (
        <>
          <h3 className="flex items-center gap-2 border-y border-line bg-raised px-5 py-1.5 text-sm text-muted">
            <PenLine className="size-4" aria-hidden />
            {t('home.drafts')}
          </h3>
          {none ? (
            <div className="px-5 py-6 text-center text-sm text-muted">
              <p>{t('home.nodrafts')}</p>
              {writer && (
                <Link to="/$lang/forum/new" params={{ lang }} className={`${link} mt-2 py-1`}>
                  {t('home.begin')}
                </Link>
              )}
            </div>
          ) : (
            <ul className="divide-y divide-line">
              {drafts.slice(0, 5).map((c) => (
                <Draft key={c.id} c={c} lang={lang} />
              ))}
            </ul>
          )}
        </>
      )}
    </Panel>
  );
}
