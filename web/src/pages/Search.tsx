import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { searchQuery } from '../api/search';
import { Away, Empty, Fault, Loading } from '../components/states';
import { PageHero } from '../components/PageHero';
import { SearchBox } from '../components/SearchBox';
import { Bars } from '../components/states';
import { card, link, Panel } from '../components/ui';
import { day, moment, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

type Row = { key: string; to: string; title: string; sub: ReactNode };

function Group({ id, rows, all }: { id: string; rows: Row[]; all?: { to: string; label: string } }) {
  const { t } = useTranslation();
  if (!rows.length) return null;
  return (
    <Panel
      id={`found-${id}`}
      title={t(`found.${id}`)}
      action={
        all && (
          <Link to={all.to} className={link}>
            {all.label}
          </Link>
        )
      }
    >
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.key} className="relative py-2.5 first:pt-0 last:pb-0">
            <Link to={row.to} className="font-semibold after:absolute after:inset-0 hover:text-brand">
              <bdi>{row.title || t('untitled')}</bdi>
            </Link>
            <p className="text-sm text-muted">{row.sub}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Found({ q, lang }: { q: string; lang: Lang }) {
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
  const at = (path: string) => `/${lang}${path}`;
  const more = (there: boolean, path: string) =>
    there ? { to: at(`${path}?q=${encodeURIComponent(q)}`), label: t('found.more') } : undefined;
  const rows: Record<string, Row[]> = {
    people: data.people.items.map((one) => ({
      key: one.id,
      to: at(`/members/${one.id}`),
      title: one.name[lang],
      sub: one.entity.name[lang],
    })),
    campaigns: data.campaigns.items.map((one) => ({
      key: one.id,
      to: at(`/forum/${one.id}`),
      title: one.title[lang],
      sub: `${one.leadEntity.name[lang]} · ${t(`status.${one.status}`)}`,
    })),
    meetings: data.meetings.items.map((one) => ({
      key: one.id,
      to: at(`/meetings/${one.id}`),
      title: one.title[lang],
      sub: moment(one.start, lang),
    })),
    documents: data.documents.items.map((one) => ({
      key: one.id,
      to: at(`/sources/${one.id}`),
      title: one.title[lang],
      sub: one.headline?.label ?? one.ownerEntity,
    })),
    kits: data.kits.items.map((one) => ({
      key: one.id,
      to: at(`/kits/${one.id}`),
      title: one.title[lang],
      sub: one.ownerEntity,
    })),
    photos: data.photos.items.map((one) => ({
      key: one.number,
      to: at(`/studio/${one.number}`),
      title: one.headline[lang],
      sub: (
        <>
          <bdi dir="ltr">{one.number}</bdi>
          {one.capturedAt && ` · ${new Intl.DateTimeFormat(lang).format(day(one.capturedAt.slice(0, 10)))}`}
        </>
      ),
    })),
  };
  if (Object.values(rows).every((some) => !some.length) && !data.unavailable.length)
    return <Empty title={t('found.none')} body={t('found.none.body')} />;
  return (
    <>
      <Away parts={data.unavailable} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <Group id="people" rows={rows.people!} all={more(data.people.more, '/members')} />
        <Group id="campaigns" rows={rows.campaigns!} all={more(data.campaigns.more, '/forum')} />
        <Group id="meetings" rows={rows.meetings!} />
        <Group id="documents" rows={rows.documents!} all={more(data.documents.more, '/sources')} />
        <Group id="kits" rows={rows.kits!} all={more(data.kits.more, '/kits')} />
        <Group id="photos" rows={rows.photos!} all={more(data.photos.more, '/studio')} />
      </div>
    </>
  );
}

/** What the five gates know of a word. */
export function Search() {
  const lang = useLang();
  const { t } = useTranslation();
  const { q = '' } = useSearch({ strict: false }) as { q?: string };
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
        {q && <Found q={q} lang={lang} />}
      </div>
    </>
  );
}
