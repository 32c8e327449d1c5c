import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, type ReactNode } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Search as SearchIcon } from 'lucide-react';
import { searchQuery, type SearchScreen } from '../api/search';
import { Away, Empty, Fault, Loading } from '../components/states';
import { PageHero } from '../components/PageHero';
import { SearchBox } from '../components/SearchBox';
import { Bars } from '../components/states';
import { card, chip, link, Panel } from '../components/ui';
import { atMost, day, longDay, moment, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { marked } from '../lib/mark';
import { useTitle } from '../lib/text';

type Row = { key: string; to: string; title: string; sub: ReactNode };
type Place = 'people' | 'campaigns' | 'meetings' | 'documents' | 'kits' | 'photos';
type Group = { place: Place; rows: Row[]; count: number; more: boolean; all?: string };

const Marked = ({ text, q }: { text: string; q: string }) => (
  <bdi>
    {marked(text, q).map(({ text: piece, hit }, i) =>
      hit ? (
        <mark key={i} className="rounded-sm bg-accent-soft text-inherit">
          {piece}
        </mark>
      ) : (
        piece
      ),
    )}
  </bdi>
);

function GroupPanel({ group, q, lang }: { group: Group; q: string; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Panel
      id={`found-${group.place}`}
      title={
        <>
          {t(`found.${group.place}`)} <span className="num text-sm font-normal text-muted">{countOf(group, lang)}</span>
        </>
      }
      action={
        group.all &&
        group.count > group.rows.length && (
          <Link to={group.all as string} className={link} aria-label={`${t('found.more')}: ${t(`found.${group.place}`)}`}>
            {t('found.more')}
          </Link>
        )
      }
    >
      <ul className="divide-y divide-line">
        {group.rows.map((row) => (
          <li key={row.key} className="relative py-2.5 first:pt-0 last:pb-0">
            <Link to={row.to} className="font-semibold after:absolute after:inset-0 hover:text-brand">
              <Marked text={row.title || t('untitled')} q={q} />
            </Link>
            <p className="text-sm text-muted">{row.sub}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
/** Counted no further than a hundred. */
const countOf = (one: { count: number; more: boolean }, lang: Lang) => atMost(one.count + Number(one.more), 100, lang);

function groupsOf(found: SearchScreen, q: string, lang: Lang, t: TFunction): Group[] {
  const at = (path: string) => `/${lang}${path}`;
  const all = (path: string) => at(`${path}?q=${encodeURIComponent(q)}`);
  const of = (place: Place, rows: Row[], path?: string) => ({
    place,
    rows,
    count: found[place].count,
    more: found[place].more,
    all: path && all(path),
  });
  return [
    of(
      'people',
      found.people.items.map((one) => ({
        key: one.id,
        to: at(`/members/${one.id}`),
        title: one.name[lang],
        sub: one.entity.name[lang],
      })),
      '/members',
    ),
    of(
      'campaigns',
      found.campaigns.items.map((one) => ({
        key: one.id,
        to: at(`/forum/${one.id}`),
        title: one.title[lang],
        sub: `${one.leadEntity.name[lang]} · ${t(`status.${one.status}`)}`,
      })),
      '/forum',
    ),
    of(
      'meetings',
      found.meetings.items.map((one) => ({
        key: one.id,
        to: at(`/meetings/${one.id}`),
        title: one.title[lang],
        sub: moment(one.start, lang),
      })),
    ),
    of(
      'documents',
      found.documents.items.map((one) => ({
        key: one.id,
        to: at(`/sources/${one.id}`),
        title: one.title[lang],
        sub: one.headline ? <bdi dir="ltr">{one.headline.label}</bdi> : one.ownerEntity,
      })),
      '/sources',
    ),
    of(
      'kits',
      found.kits.items.map((one) => ({
        key: one.id,
        to: at(`/kits/${one.id}`),
        title: one.title[lang],
        sub: one.ownerEntity,
      })),
      '/kits',
    ),
    of(
      'photos',
      found.photos.items.map((one) => ({
        key: one.number,
        to: at(`/studio/${one.number}`),
        title: one.headline[lang],
        sub: (
          <>
            <bdi dir="ltr">{one.number}</bdi>
            {one.capturedAt && ` · ${longDay(day(one.capturedAt.slice(0, 10)), lang)}`}
          </>
        ),
      })),
      '/studio',
    ),
  ];
}

/** One gate's results, or all of them; how many there are is said before they are read. */
function Narrow({ groups, q, at, lang }: { groups: Group[]; q: string; at?: Place; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('found.narrow')} className="no-scrollbar flex gap-2 overflow-x-auto">
      <Link to="/$lang/search" params={{ lang }} search={{ q }} aria-current={at ? undefined : 'page'} className={chip}>
        {t('found.all')}
      </Link>
      {groups.map((one) => (
        <Link
          key={one.place}
          to="/$lang/search"
          params={{ lang }}
          search={{ q, in: one.place }}
          aria-current={at === one.place ? 'page' : undefined}
          className={chip}
        >
          {t(`found.${one.place}`)} <span className="num">{countOf(one, lang)}</span>
        </Link>
      ))}
    </nav>
  );
}

function Found({ q, at, lang }: { q: string; at?: Place; lang: Lang }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(searchQuery(q));
  if (error) return <Fault error={error} retry={() => void refetch()} />;
  if (!data)
    return (
      <Loading label={t('loading')}>
        <div className={`${card} p-6`}>
          <Bars rows={6} tall="h-5" />
        </div>
      </Loading>
    );
  const groups = groupsOf(data, q, lang, t).filter((one) => one.rows.length);
  const shown = groups.filter((one) => !at || one.place === at);
  return (
    <>
      <Away parts={data.unavailable} />
      {groups.length > 0 && <Narrow groups={groups} q={q} at={at} lang={lang} />}
      {shown.length > 0 ? (
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
          {shown.map((one) => (
            <GroupPanel key={one.place} group={one} q={q} lang={lang} />
          ))}
        </div>
      ) : (
        !data.unavailable.length && <Empty title={t('found.none')} body={t('found.none.body')} />
      )}
    </>
  );
}

/** What the five gates know of a word. */
export function Search() {
  const lang = useLang();
  const { t } = useTranslation();
  const { q = '', in: at } = useSearch({ strict: false }) as { q?: string; in?: Place };
  const navigate = useNavigate();
  useTitle(t('found.title'));
  const set = useCallback(
    (word?: string) => void navigate({ to: '/$lang/search', params: { lang }, search: { q: word }, replace: true }),
    [lang, navigate],
  );
  return (
    <>
      <PageHero trail={[{ label: t('found.title') }]} title={t('found.title')} lede={<p>{t('found.lede')}</p>} overlap="half" />
      <div className="wrap-page relative -mt-14 space-y-5">
        <div className={`${card} flex p-4 sm:p-5`}>
          <SearchBox label={t('search.label')} value={q || undefined} onChange={set} />
        </div>
        {q ? (
          <Found q={q} at={at} lang={lang} />
        ) : (
          <Empty icon={SearchIcon} title={t('found.begin')} body={t('found.begin.body')} />
        )}
      </div>
    </>
  );
}
