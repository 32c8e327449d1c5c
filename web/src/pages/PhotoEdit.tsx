import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem';
import type { Changes, OfficialPhoto } from '../api/studio';
import { correctPhoto, editPhoto, occasionsQuery, personsQuery, photoQuery } from '../api/studioWork';
import { WhyCorrected } from '../components/ActDialog';
import { PageHero } from '../components/PageHero';
import { Press } from '../components/Press';
import { Bars, Fault, Loading } from '../components/states';
import { usePhotoNaming } from '../components/studio/photoNaming';
import { PersonsField, type Named } from '../components/studio/PersonsField';
import { btn, card } from '../components/ui';
import { fromWallClock, toWallClock, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { same } from '../lib/merge';
import { useTitle } from '../lib/text';
import { toast } from '../lib/toasts';
import { useUnsaved } from '../lib/unsaved';
import { useApiMutation } from '../lib/useApiMutation';
import { NotFound } from './Faults';

const control =
  'w-full rounded-xl border border-line-strong bg-surface px-3.5 text-ink placeholder:text-muted aria-invalid:border-danger';
type Pair = Record<Lang, string>;
const pair = ({ ar, en }: Pair): Pair => ({ ar, en });
const words = (typed: string) => [
  ...new Set(
    typed
      .split(/[,،\n]/)
      .map((w) => w.trim())
      .filter(Boolean),
  ),
];

/** The form's own copy of what may be written. */
function formOf({ details: d }: OfficialPhoto) {
  return {
    captured: d.capturedAt ? toWallClock(d.capturedAt) : '',
    occasion: d.occasion ?? '',
    photographer: d.photographer,
    place: pair(d.place),
    headline: pair(d.headline),
    caption: pair(d.caption),
    alt: pair(d.alt),
    keywords: { ar: d.keywords.ar.join('، '), en: d.keywords.en.join(', ') },
    credit: d.rights.credit,
    copyright: d.rights.copyright,
    usage: pair(d.rights.usage),
    persons: d.persons.map(({ personKey, region }): Named => ({ personKey, region })),
  };
}
type Form = ReturnType<typeof formOf>;

const changesOf = (f: Form): Changes => ({
  capturedAt: f.captured ? fromWallClock(f.captured) : null,
  occasion: f.occasion || null,
  photographer: f.photographer,
  place: f.place,
  headline: f.headline,
  caption: f.caption,
  alt: f.alt,
  keywords: { ar: words(f.keywords.ar), en: words(f.keywords.en) },
  rights: { credit: f.credit, copyright: f.copyright, usage: f.usage },
  persons: f.persons,
});

function Line(p: { label: string; value: string; set: (v: string) => void; fault?: string; lang?: Lang; rows?: number }) {
  const id = useId();
  const shared = {
    id,
    value: p.value,
    lang: p.lang,
    dir: p.lang ? (p.lang === 'ar' ? 'rtl' : 'ltr') : 'auto',
    'aria-invalid': p.fault ? true : undefined,
    'aria-describedby': p.fault ? `${id}-fault` : undefined,
    onChange: (e: { target: { value: string } }) => p.set(e.target.value),
  } as const;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-sm font-semibold">
        {p.label}
      </label>
      {p.rows ? (
        <textarea {...shared} rows={p.rows} className={`${control} py-2.5 leading-7`} />
      ) : (
        <input type="text" {...shared} className={`${control} h-11`} />
      )}
      {p.fault && (
        <p id={`${id}-fault`} className="mt-1 text-sm font-semibold text-danger">
          {p.fault}
        </p>
      )}
    </div>
  );
}

/** Its words; of a photo that members see they are corrected, with a reason. */
function Editor({ photo, lang }: { photo: OfficialPhoto; lang: Lang }) {
  const { t } = useTranslation();
  const correcting = photo.desk?.acts.includes('correct');
  const navigate = useNavigate();
  const [form, set] = useState(() => formOf(photo));
  const persons = useQuery(personsQuery);
  const occasions = useQuery(occasionsQuery);
  const ids = { taken: useId(), occasion: useId() };
  const [reason, because] = useState('');
  const unsaved = useUnsaved({ form, reason });
  const naming = usePhotoNaming(lang, {
    person: (key) => persons.data?.items.find((one) => one.key === key)?.name[lang],
    occasion: (id) => occasions.data?.items.find((one) => one.id === id)?.title[lang],
  });
  const save = useApiMutation({
    record: photo,
    fields: formOf,
    wire: changesOf,
    act: (changes) => (correcting ? correctPhoto(photo.number, changes, reason.trim()) : editPhoto(photo.number, changes)),
    // A translation says that it translates what stands in the other language now.
    restsOn: (changed) => changed.filter((name) => name === 'caption'),
    naming,
    onDone: (saved) => {
      unsaved.saved();
      toast({
        tone: 'ok',
        title: t(correcting ? 'studio.did.correct' : saved.state === 'captioned' ? 'edit.captioned' : 'edit.saved'),
      });
      return navigate({ to: '/$lang/studio/$number', params: { lang, number: photo.number } });
    },
  });
  const faults = save.problem?.errors ?? [];
  const fault = (pointer: string) => faults.find((one) => one.pointer === pointer)?.detail;
  const change = (now: Partial<Form>) => set((before) => ({ ...before, ...now }));
  const both = (name: 'place' | 'headline' | 'caption' | 'alt' | 'usage' | 'keywords', rows?: number) => (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
      {(['ar', 'en'] as const).map((l) => (
        <Line
          key={l}
          lang={l}
          rows={rows}
          label={`${t(`studio.${name}`)} (${t(`language.${l}`)})`}
          value={form[name][l]}
          set={(v) => change({ [name]: { ...form[name], [l]: v } })}
          fault={fault(`/${name}/${l}`)}
        />
      ))}
    </div>
  );
  return (
    <form
      className={`${card} space-y-5 p-5 sm:p-6`}
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(form);
      }}
    >
      {both('headline')}
      {both('caption', 4)}
      {both('alt', 2)}
      <PersonsField
        photo={photo}
        persons={form.persons}
        set={(next) => change({ persons: next })}
        known={persons.data?.items ?? []}
        lang={lang}
        fault={fault}
      />
      <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
        <div>
          <label htmlFor={ids.taken} className="mb-1.5 block text-sm font-semibold">
            {t('studio.taken')} <span className="font-normal text-muted">({t('studio.zone')})</span>
          </label>
          <input
            id={ids.taken}
            type="datetime-local"
            value={form.captured}
            onChange={(e) => change({ captured: e.target.value })}
            className={`${control} num h-11`}
          />
        </div>
        <div>
          <label htmlFor={ids.occasion} className="mb-1.5 block text-sm font-semibold">
            {t('studio.occasion')}
          </label>
          <select
            id={ids.occasion}
            value={form.occasion}
            onChange={(e) => change({ occasion: e.target.value })}
            className={`${control} h-11`}
          >
            <option value="">{t('edit.nooccasion')}</option>
            {occasions.data?.items.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title[lang]}
              </option>
            ))}
          </select>
        </div>
      </div>
      {both('place')}
      {both('keywords')}
      <div className="grid grid-cols-1 gap-4 md:grid-cols-3">
        <Line label={t('studio.photographer')} value={form.photographer} set={(v) => change({ photographer: v })} />
        <Line label={t('studio.credit')} value={form.credit} set={(v) => change({ credit: v })} fault={fault('/rights/credit')} />
        <Line label={t('studio.copyright')} value={form.copyright} set={(v) => change({ copyright: v })} />
      </div>
      {both('usage', 2)}
      {correcting && <WhyCorrected value={reason} set={because} />}
      <div className="flex flex-wrap gap-3 border-t border-line pt-5">
        <Press
          type="submit"
          pending={save.isPending}
          isDisabled={correcting && same(form, formOf(photo))}
          className={correcting && same(form, formOf(photo)) ? btn.quiet : btn.primary}
        >
          {t(correcting ? 'studio.correct.yes' : 'edit.save')}
        </Press>
        <Link to="/$lang/studio/$number" params={{ lang, number: photo.number }} className={btn.quiet}>
          {t('cancel')}
        </Link>
      </div>
    </form>
  );
}

/** The words of a photo, in both languages, and who is shown where. */
export function PhotoEdit() {
  const lang = useLang();
  const { t } = useTranslation();
  const { number } = useParams({ strict: false }) as { number: string };
  const found = useQuery({ ...photoQuery(number), staleTime: 0, refetchOnWindowFocus: false });
  const photo = found.data?.photo;
  useTitle(t('edit.title'));
  if (found.error && asProblem(found.error).status === 404) return <NotFound />;
  return (
    <>
      <PageHero
        trail={[
          { label: t('gate.studio'), to: '/studio' },
          { label: number, to: `/studio/${number}` },
          { label: t('edit.title') },
        ]}
        title={t('edit.title')}
        lede={<p>{t('edit.lede')}</p>}
        overlap="none"
      />
      <div className="wrap-page mt-6">
        {found.error && <Fault error={found.error} retry={() => void found.refetch()} />}
        {!photo && !found.error && (
          <Loading label={t('loading.page')}>
            <Bars rows={10} />
          </Loading>
        )}
        {photo && <Editor key={photo.number} photo={photo as OfficialPhoto} lang={lang} />}
      </div>
    </>
  );
}
