import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { FileClock, GitCompareArrows } from 'lucide-react';
import { asProblem } from '../api/problem';
import { documentQuery, entitiesQuery, nameOf, type SourceDocument as Doc, type SourceVersion } from '../api/sources';
import type { EntityRef } from '../api/types';
import { Ask } from '../components/Confirm';
import { Unready } from '../components/Unready';
import { PageHero } from '../components/PageHero';
import { AtDay } from '../components/sources/AtDay';
import { KindIcon, Parity, VersionState } from '../components/sources/marks';
import { Standing } from '../components/sources/Standing';
import { VersionFiles } from '../components/sources/VersionFiles';
import { Versions } from '../components/sources/Versions';
import { Empty } from '../components/states';
import { btn, CopyButton, EntityTag, Fact, Panel } from '../components/ui';
import { day, dayOf, hijriFull, longDay, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useMedia, useTitle } from '../lib/text';
import { later } from '../lib/later';
import { NotFound } from './Faults';

const Corrections = later(async () => (await import('../components/sources/Corrections')).Corrections, 'outcome');
const Desk = later(() => import('../components/sources/Desk').then((m) => m.Desk), 'shelf');
const Changed = later(() => import('../components/sources/Changed').then((m) => m.Changed), 'shelf');

type Asked = { at?: string; version?: string };

function Facts({ d, lang }: { d: Doc; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Panel id="facts-h" title={t('sources.facts')}>
      <dl className="grid grid-cols-2 gap-4">
        <Fact k={t('sources.filter.kind')}>{t(`sources.kind.${d.kind}`)}</Fact>
        <Fact k={t('sources.field.class')}>{t(`class.${d.classification}`)}</Fact>
        {d.legalBasis && (
          <Fact k={t('sources.field.basis')} className="col-span-2">
            <bdi>{d.legalBasis[lang]}</bdi>
          </Fact>
        )}
      </dl>
      {d.subjects.length > 0 && (
        <ul aria-label={t('sources.field.subjects')} className="mt-4 flex flex-wrap gap-1.5">
          {d.subjects.map((x) => (
            <li key={x} className="rounded-full bg-bg px-3 py-0.5 text-sm text-muted">
              <bdi>{t(`sources.subject.${x}`, { defaultValue: x })}</bdi>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** How to name this version where it counts: title, version, owner, days in both calendars, an address that lasts, the hash. */
function citation(d: Doc, v: SourceVersion, owner: EntityRef, lang: Lang, t: TFunction) {
  const from = v.since ? dayOf(v.since) : v.effectiveFrom;
  return [
    `${owner.name[lang]}: ${d.title[lang]}`,
    t('sources.version', { label: v.label }),
    from && `${t('sources.from', { day: longDay(day(from), lang) })} (${hijriFull(day(from), lang)})`,
    `${location.origin}/${lang}/sources/${d.id}?version=${v.id}`,
    v.fingerprint && `SHA-256 ${v.fingerprint}`,
  ]
    .filter(Boolean)
    .join(lang === 'ar' ? '، ' : ', ');
}

function Whole({ d, asked, lang }: { d: Doc; asked: Asked; lang: Lang }) {
  const { t } = useTranslation();
  const wide = useMedia('(min-width: 64rem)');
  const { data: entities } = useQuery(entitiesQuery);
  const named = d.versions.find((v) => v.id === asked.version);
  const v = named ?? (asked.at ? d.shown : (d.shown ?? d.versions[0])) ?? null;
  const acts = d.mayWrite || d.actions.length > 0 || d.maySeeDownloads || !!v?.actions.length;
  const desk = acts && <Desk d={d} v={v} />;
  const compared = v && d.versions.some((one) => one.number < v.number && one.files.some((f) => f.pages));
  return (
    <>
      <PageHero
        trail={[{ label: t('gate.sources'), to: '/sources' }, { label: d.title[lang] }]}
        above={
          <span className="flex items-center gap-1.5 text-sm text-teal-100">
            <KindIcon kind={d.kind} className="size-4" />
            {t(`sources.kind.${d.kind}`)}
          </span>
        }
        title={<bdi>{d.title[lang]}</bdi>}
        lede={d.summary[lang] && <p dir="auto">{d.summary[lang]}</p>}
        overlap="half"
      >
        <EntityTag entity={nameOf(entities, d.ownerEntity)} lang={lang} inherit wrap />
      </PageHero>
      <div className="wrap-page relative -mt-14 space-y-5">
        {v && <Standing d={d} v={v} lang={lang} />}
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="min-w-0 space-y-5">
            {!wide && desk}
            {v ? (
              <Panel
                id="shown"
                title={<span className="num">{t('sources.version', { label: v.label })}</span>}
                sub={
                  v.effectiveFrom
                    ? `${t('sources.from', { day: longDay(day(v.effectiveFrom), lang) })} · ${hijriFull(day(v.effectiveFrom), lang)}`
                    : undefined
                }
                action={
                  <>
                    <VersionState state={v.state} />
                    <Parity parity={v.parity} />
                  </>
                }
              >
                {v.notes[lang] && (
                  <p dir="auto" className="mb-4 leading-7">
                    {v.notes[lang]}
                  </p>
                )}
                <VersionFiles document={d.id} version={v} lang={lang} />
                <div className="no-print mt-4 flex flex-wrap gap-2">
                  <CopyButton text={citation(d, v, nameOf(entities, d.ownerEntity), lang, t)} label={t('sources.cite')} />
                  {compared && (
                    <Ask
                      title={t('sources.compare', { label: v.label })}
                      wide
                      trigger={(open) => (
                        <Button onPress={open} className={btn.small}>
                          <GitCompareArrows className="size-4" aria-hidden />
                          {t('sources.changed')}
                        </Button>
                      )}
                    >
                      {() => <Changed d={d} v={v} lang={lang} />}
                    </Ask>
                  )}
                </div>
              </Panel>
            ) : (
              <Empty icon={FileClock} title={t(asked.at ? 'sources.at.nothing' : 'sources.noversion')} />
            )}
            <Versions d={d} open={v?.id} lang={lang} />
            {d.amendments.length > 0 && <Corrections d={d} lang={lang} />}
          </div>
          <div className="space-y-5 lg:sticky lg:top-32">
            {wide && desk}
            <AtDay id={d.id} at={asked.at} shown={d.shown} lang={lang} />
            <Facts d={d} lang={lang} />
          </div>
        </div>
      </div>
    </>
  );
}

/** One document: what is in force now or on a day, in both languages, and how it came to be. */
export function SourceDocument() {
  const lang = useLang();
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const asked = useSearch({ strict: false }) as Asked;
  const { data, error, refetch } = useQuery({
    ...documentQuery(id, asked.at),
    placeholderData: (before) => (before?.id === id ? before : undefined),
  });
  useTitle(data?.title[lang] ?? t('gate.sources'));
  if (data) return <Whole d={data} asked={asked} lang={lang} />;
  if (error && asProblem(error).status === 404) return <NotFound />;
  return <Unready trail={[{ label: t('gate.sources'), to: '/sources' }]} error={error} retry={() => void refetch()} />;
}
