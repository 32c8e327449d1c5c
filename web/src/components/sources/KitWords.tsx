import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { patchKit, type Kit } from '../../api/looks';
import { asProblem } from '../../api/problem';
import { entitiesQuery } from '../../api/sources';
import { day, fromWallClock, hijriFull, toWallClock, type Lang } from '../../lib/dates';
import { toast } from '../../lib/toasts';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn, control } from '../ui';
import { BiLine, Line, Moment } from './fields';

const tags = (typed: string) =>
  [...new Set(typed.split(/[\s,،]+/).filter(Boolean))].map((one) => (one.startsWith('#') ? one : `#${one}`));

/** What a draft says of itself, from when until when it is open, and to whom. */
export function KitWords({ kit, lang }: { kit: Kit; lang: Lang }) {
  const { t } = useTranslation();
  const { data: entities } = useQuery(entitiesQuery);
  const [title, setTitle] = useState(kit.title);
  const [summary, setSummary] = useState(kit.summary);
  const [hashtags, setHashtags] = useState(kit.hashtags.join(' '));
  const [from, setFrom] = useState(kit.embargoUntil ? toWallClock(kit.embargoUntil) : '');
  const [until, setUntil] = useState(kit.closesAt ? toWallClock(kit.closesAt) : '');
  const [audience, setAudience] = useState(new Set(kit.audience));
  const [named, setNamed] = useState(kit.audience.length > 0);
  const keep = useMutation({
    mutationFn: () =>
      patchKit(kit, {
        title,
        summary,
        hashtags: tags(hashtags),
        embargoUntil: from ? fromWallClock(from) : null,
        closesAt: until ? fromWallClock(until) : null,
        audience: named ? [...audience] : [],
      }),
    onSuccess: () => toast({ tone: 'ok', title: t('shelf.saved') }),
  });
  const fault = (name: string) =>
    keep.error ? asProblem(keep.error).errors.find((e) => e.pointer.startsWith(`/${name}`))?.detail : undefined;
  const hijri = (local: string) => (local ? hijriFull(day(local.slice(0, 10)), lang) : undefined);
  const toggle = (code: string) => {
    const next = new Set(audience);
    if (!next.delete(code)) next.add(code);
    setAudience(next);
  };
  return (
    <form
      className="space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        keep.mutate();
      }}
    >
      <BiLine label={t('sources.field.title')} value={title} set={setTitle} required />
      <BiLine label={t('sources.field.summary')} value={summary} set={setSummary} rows={3} max={1000} />
      <Line
        label={t('kits.hashtags')}
        value={hashtags}
        set={setHashtags}
        hint={t('shelf.kit.hashtags.hint')}
        fault={fault('hashtags')}
        max={800}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Moment
          label={t('shelf.kit.embargo')}
          value={from}
          set={setFrom}
          hint={hijri(from) ?? t('shelf.kit.embargo.hint')}
          fault={fault('embargoUntil')}
        />
        <Moment
          label={t('shelf.kit.closes')}
          value={until}
          set={setUntil}
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
                checked={named === some}
                onChange={() => setNamed(some)}
                className="size-4.5 accent-brand"
              />
              {t(some ? 'shelf.kit.audience.some' : 'shelf.kit.audience.all')}
            </label>
          ))}
        </div>
        {named && (
          <ul className={`${control} mt-2 grid max-h-60 grid-cols-1 gap-x-4 overflow-y-auto py-2 sm:grid-cols-2`}>
            {entities?.map((e) => (
              <li key={e.code}>
                <label className="flex min-h-9 items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    checked={audience.has(e.code)}
                    onChange={() => toggle(e.code)}
                    className="size-4.5 shrink-0 accent-brand"
                  />
                  <bdi>{e.name[lang]}</bdi>
                </label>
              </li>
            ))}
          </ul>
        )}
      </fieldset>
      {keep.error && <Fault error={keep.error} compact />}
      <Press type="submit" pending={keep.isPending} isDisabled={named && !audience.size} className={btn.primary}>
        {t('sources.save')}
      </Press>
    </form>
  );
}
