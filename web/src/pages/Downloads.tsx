import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Download } from 'lucide-react';
import { identityQuery, kitQuery } from '../api/looks';
import { asProblem } from '../api/problem';
import { documentQuery, downloadsQuery, entitiesQuery, nameOf, type Shelf, type Taken } from '../api/sources';
import { More } from '../components/More';
import { PageHero } from '../components/PageHero';
import { Empty } from '../components/states';
import { card, EntityTag } from '../components/ui';
import { Unready } from '../components/Unready';
import { moment, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle, type Bi } from '../lib/text';
import { NotFound } from './Faults';

/** A thing of a shelf as its ledger needs it: its name, and what its files are called. */
type Thing = { title: Bi; place: string; whole: string; file: (row: Taken) => Bi | undefined };

function Rows({ rows, thing, lang }: { rows: Taken[]; thing: Thing; lang: Lang }) {
  const { t } = useTranslation();
  const { data: entities } = useQuery(entitiesQuery);
  const what = (row: Taken) => (row.fileId ? (thing.file(row)?.[lang] ?? t('shelf.downloads.gone')) : thing.whole);
  return (
    <div className={`${card} overflow-x-auto`}>
      <table className="w-full text-start text-sm">
        <caption className="sr-only">{t('shelf.downloads')}</caption>
        <thead className="hidden border-b border-line text-muted md:table-header-group">
          <tr>
            {(['who', 'entity', 'what', 'when'] as const).map((column) => (
              <th key={column} scope="col" className="px-5 py-3 text-start font-semibold">
                {t(`shelf.downloads.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={row.id} className="grid gap-1 px-5 py-3 md:table-row md:p-0">
              <th scope="row" className="text-start font-semibold md:px-5 md:py-3">
                <bdi>{row.who?.[lang] ?? t('shelf.downloads.system')}</bdi>
              </th>
              <td className="md:px-5 md:py-3">{row.entity && <EntityTag entity={nameOf(entities, row.entity)} lang={lang} />}</td>
              <td className="md:px-5 md:py-3">
                <bdi>{what(row)}</bdi>
              </td>
              <td className="num text-muted md:px-5 md:py-3">{moment(row.at, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Ledger({ shelf, id, thing }: { shelf: Shelf; id: string; thing: Thing }) {
  const lang = useLang();
  const { t } = useTranslation();
  const list = useInfiniteQuery(downloadsQuery(shelf, id));
  const rows = list.data?.pages.flatMap((page) => page.items);
  const trail = [
    { label: t('gate.sources'), to: '/sources' },
    { label: thing.title[lang], to: thing.place },
    { label: t('shelf.downloads') },
  ];
  useTitle(t('shelf.downloads'));
  if (list.error && asProblem(list.error).status === 404) return <NotFound />;
  if (!rows) return <Unready trail={trail.slice(0, 2)} error={list.error} retry={() => void list.refetch()} />;
  return (
    <>
      <PageHero
        trail={trail}
        title={t('shelf.downloads')}
        lede={
          <p>
            <bdi>{thing.title[lang]}</bdi>. {t('shelf.downloads.lede')}
          </p>
        }
        overlap="half"
      />
      <div className="wrap-page relative -mt-14 space-y-5">
        {rows.length ? (
          <Rows rows={rows} thing={thing} lang={lang} />
        ) : (
          <Empty icon={Download} title={t('shelf.downloads.none')} body={t('shelf.downloads.none.body')} />
        )}
        <More
          there={list.hasNextPage}
          busy={list.isFetchingNextPage}
          error={list.isFetchNextPageError ? list.error : null}
          next={() => void list.fetchNextPage()}
        />
      </div>
    </>
  );
}

const said = (text: string): Bi => ({ ar: text, en: text });

/** Who took the files of a document, and when. */
export function DocumentDownloads() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { data: d, error, refetch } = useQuery(documentQuery(id));
  if (!d) return <Before error={error} retry={() => void refetch()} />;
  const file = (row: Taken) => {
    const v = d.versions.find((one) => one.id === row.versionId);
    const taken = v?.files.find((one) => one.id === row.fileId);
    return v && taken && said(`${t('sources.version', { label: v.label })} · ${t(`sources.lang.${taken.language}`)}`);
  };
  return <Ledger shelf="documents" id={id} thing={{ title: d.title, place: `/sources/${id}`, whole: '', file }} />;
}

export function KitDownloads() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { data: kit, error, refetch } = useQuery(kitQuery(id));
  if (!kit) return <Before error={error} retry={() => void refetch()} />;
  const file = (row: Taken) => kit.items.find((one) => one.file?.sha256 === row.sha256)?.title;
  return <Ledger shelf="kits" id={id} thing={{ title: kit.title, place: `/kits/${id}`, whole: t('shelf.whole.kit'), file }} />;
}

export function IdentityDownloads() {
  const { t } = useTranslation();
  const { entity = '' } = useParams({ strict: false });
  const { data: x, error, refetch } = useQuery(identityQuery(entity));
  if (!x) return <Before error={error} retry={() => void refetch()} />;
  const file = (row: Taken) => x.logos.find((logo) => logo.files.some((one) => one.id === row.fileId))?.name;
  return (
    <Ledger
      shelf="identities"
      id={entity}
      thing={{ title: x.name, place: `/identities/${entity}`, whole: t('shelf.whole.pack'), file }}
    />
  );
}

function Before({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  if (error && asProblem(error).status === 404) return <NotFound />;
  return <Unready trail={[{ label: t('gate.sources'), to: '/sources' }]} error={error} retry={retry} />;
}
