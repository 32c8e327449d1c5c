import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { patchKit, type Kit } from '../../api/looks';
import { entitiesQuery } from '../../api/sources';
import { day, fromWallClock, hijriFull, toWallClock, type Lang } from '../../lib/dates';
import { namedField } from '../../lib/naming';
import { useApiMutation } from '../../lib/useApiMutation';
import { useUnsaved } from '../../lib/unsaved';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn, control } from '../ui';
import { BiLine, Line, Moment } from './fields';

export const tags = (typed: string) =>
  [...new Set(typed.split(/[\s,،]+/).filter(Boolean))].map((one) => (one.startsWith('#') ? one : `#${one}`));

export const kitNames: Record<string, string> = {
  title: 'sources.field.title',
  summary: 'sources.field.summary',
  hashtags: 'kits.hashtags',
  from: 'shelf.kit.embargo',
  until: 'shelf.kit.closes',
  closesAt: 'shelf.kit.closes',
  audience: 'shelf.kit.audience',
};

/** What the form shows of a kit; an audience of null is everybody. */
const formOf = (kit: Kit) => ({
  title: kit.title,
  summary: kit.summary,
  hashtags: kit.hashtags.join(' '),
  from: kit.embargoUntil ? toWallClock(kit.embargoUntil) : '',
  until: kit.closesAt ? toWallClock(kit.closesAt) : '',
  audience: kit.audience.length ? kit.audience.toSorted() : null,
});
type Form = ReturnType<typeof formOf>;
const wire = ({ hashtags, from, until, audience, ...said }: Form) => ({
  ...said,
  hashtags: tags(hashtags),
  embargoUntil: from ? fromWallClock(from) : null,
  closesAt: until ? fromWallClock(until) : null,
  audience: audience ?? [],
});

/** What a draft says of itself, from when until when it is open, and to whom. */
export function KitWords({ kit, lang }: { kit: Kit; lang: Lang }) {
  const { t } = useTranslation();
  const { data: entities } = useQuery(entitiesQuery);
  const [form, set] = useState(() => formOf(kit));
  const { title, summary, hashtags, from, until, audience } = form;
  const change = (now: Partial<Form>) => set((before) => ({ ...before, ...now }));
  const unsaved = useUnsaved(form);
  const keep = useApiMutation({
    record: kit,
    fields: formOf,
    wire,
    act: (changes) => patchKit(kit.id, changes),
    naming: { name: (pointer) => namedField(t, kitNames, pointer) },
    said: t('shelf.saved'),
    quiet: true,
    onDone: (kept) => {
      unsaved.saved(formOf(kept));
      set(formOf(kept));
    },
  });
  const fault = (name: string) => keep.problem?.errors.find((e) => e.pointer.startsWith(`/${name}`))?.detail;
  const hijri = (local: string) => (local ? hijriFull(day(local.slice(0, 10)), lang) : undefined);
  const toggle = (code: string, chosen: string[]) =>
    change({ audience: chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code].toSorted() });
  return (
    <form
      className="space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        keep.mutate(form);
      }}
    >
      <BiLine label={t('sources.field.title')} value={title} set={(v) => change({ title: v })} required />
      <BiLine label={t('sources.field.summary')} value={summary} set={(v) => change({ summary: v })} rows={3} max={1000} />
      <Line
        label={t('kits.hashtags')}
        value={hashtags}
        set={(v) => change({ hashtags: v })}
        hint={t('shelf.kit.hashtags.hint')}
        fault={fault('hashtags')}
        max={800}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Moment
          label={t('shelf.kit.embargo')}
          value={from}
          set={(v) => change({ from: v })}
          hint={hijri(from) ?? t('shelf.kit.embargo.hint')}
          fault={fault('embargoUntil')}
        />
        <Moment
          label={t('shelf.kit.closes')}
          value={until}
          set={(v) => change({ until: v })}
          hint={hijri(until) ?? t('shelf.kit.closes.hint')}
          fault={fault('closesAt')}
        />
      </div>
      <fieldset>
        <legend className="mb-1.5 text-sm font-semibold">{t('shelf.kit.audience')}</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {[false, true].map((some) => (
            <label key={String(some)} className="flex min-h-9 items-center gap-2">
              <input
                type="radio"
                name="audience"
                checked={(audience !== null) === some}
                onChange={() => change({ audience: some ? [] : null })}
                className="size-4.5 accent-brand"
              />
              {t(some ? 'shelf.kit.audience.some' : 'shelf.kit.audience.all')}
            </label>
          ))}
        </div>
        {audience && (
          <ul className={`${control} mt-2 grid max-h-60 grid-cols-1 gap-x-4 overflow-y-auto py-2 sm:grid-cols-2`}>
            {entities?.map((e) => (
              <li key={e.code}>
                <label className="flex min-h-9 items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    checked={audience.includes(e.code)}
                    onChange={() => toggle(e.code, audience)}
                    className="size-4.5 shrink-0 accent-brand"
                  />
                  <bdi>{e.name[lang]}</bdi>
                </label>
              </li>
            ))}
          </ul>
        )}
      </fieldset>
      {keep.problem && <Fault error={keep.problem} compact />}
      <Press type="submit" pending={keep.isPending} isDisabled={audience?.length === 0} className={btn.primary}>
        {t('sources.save')}
      </Press>
    </form>
  );
}
