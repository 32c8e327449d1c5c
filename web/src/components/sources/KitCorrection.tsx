import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { correctKit, type Kit } from '../../api/looks';
import { fromWallClock, toWallClock, type Lang } from '../../lib/dates';
import { same } from '../../lib/merge';
import { namedField } from '../../lib/naming';
import { split } from '../../lib/pointer';
import { useUnsaved } from '../../lib/unsaved';
import { useApiMutation } from '../../lib/useApiMutation';
import { WhyCorrected } from '../ActDialog';
import { Corrected } from '../Amendments';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn } from '../ui';
import { BiLine, Line, Moment } from './fields';
import { kitNames, tags } from './KitWords';

/** What may be corrected of a kit that is out: its words and those of what it holds, and when it closes. */
const formOf = (kit: Kit) => ({
  title: kit.title,
  summary: kit.summary,
  hashtags: kit.hashtags.join(' '),
  until: kit.closesAt ? toWallClock(kit.closesAt) : '',
  items: Object.fromEntries(kit.items.map(({ id, title, text }) => [id, { title, text }])),
});
type Form = ReturnType<typeof formOf>;
const wire = ({ title, summary, hashtags, until, items }: Form) => ({
  title,
  summary,
  hashtags: tags(hashtags),
  closesAt: until ? fromWallClock(until) : null,
  items,
});

/** How the fields of a kit are called, also of what it holds. */
function useKitNaming(kit: Kit, lang: Lang) {
  const { t } = useTranslation();
  return {
    name: (pointer: string) => {
      const [first, id, part, tongue] = split(pointer);
      if (first !== 'items') return namedField(t, kitNames, pointer);
      const item = kit.items.find((one) => one.id === id);
      const said = item ? `${item.title[lang]}: ${t(`shelf.item.${part}.${item.kind}`)}` : t('shelf.items');
      return tongue ? `${said} (${t(`language.${tongue}`)})` : said;
    },
  };
}

/** Puts right what a kit says while people have it; its files are not among that. */
export function KitCorrection({ kit, lang }: { kit: Kit; lang: Lang }) {
  const { t } = useTranslation();
  const naming = useKitNaming(kit, lang);
  const [form, set] = useState(() => formOf(kit));
  const [reason, because] = useState('');
  const change = (now: Partial<Form>) => set((before) => ({ ...before, ...now }));
  const unsaved = useUnsaved({ form, reason });
  const correct = useApiMutation({
    record: kit,
    fields: formOf,
    wire,
    act: (changes: Partial<ReturnType<typeof wire>>) => correctKit(kit.id, changes, reason.trim()),
    naming,
    said: t('sources.did.correct'),
    quiet: true,
    onDone: (kept) => {
      unsaved.saved({ form: formOf(kept), reason: '' });
      set(formOf(kept));
      because('');
    },
  });
  const fault = (name: string) => correct.problem?.errors.find((e) => e.pointer.startsWith(`/${name}`))?.detail;
  return (
    <form
      className="space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        correct.mutate(form);
      }}
    >
      <BiLine label={t('sources.field.title')} value={form.title} set={(v) => change({ title: v })} required />
      <BiLine label={t('sources.field.summary')} value={form.summary} set={(v) => change({ summary: v })} rows={3} max={1000} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Line
          label={t('kits.hashtags')}
          value={form.hashtags}
          set={(v) => change({ hashtags: v })}
          hint={t('shelf.kit.hashtags.hint')}
          fault={fault('hashtags')}
          max={800}
        />
        <Moment
          label={t('shelf.kit.closes')}
          value={form.until}
          set={(v) => change({ until: v })}
          hint={t('shelf.kit.closes.hint')}
          fault={fault('closesAt')}
        />
      </div>
      {kit.items.map(({ id, kind, title }) => {
        const said = form.items[id];
        const put = (now: Partial<NonNullable<typeof said>>) =>
          said && change({ items: { ...form.items, [id]: { ...said, ...now } } });
        return (
          said && (
            <fieldset key={id} className="space-y-3 rounded-xl border border-line p-4">
              <legend className="px-1 text-sm text-muted">
                {t(`kits.kind.${kind}`)} · <bdi>{title[lang]}</bdi>
              </legend>
              <BiLine label={t(`shelf.item.title.${kind}`)} value={said.title} set={(v) => put({ title: v })} required />
              <BiLine label={t(`shelf.item.text.${kind}`)} value={said.text} set={(v) => put({ text: v })} rows={3} max={4000} />
            </fieldset>
          )
        );
      })}
      <WhyCorrected value={reason} set={because} />
      {correct.problem && <Fault error={correct.problem} compact />}
      <Press
        type="submit"
        pending={correct.isPending}
        isDisabled={same(form, formOf(kit))}
        className={same(form, formOf(kit)) ? btn.quiet : btn.primary}
      >
        {t('sources.correct.yes')}
      </Press>
    </form>
  );
}

/** What was corrected of it while it was out. */
export function KitCorrections({ kit, lang }: { kit: Kit; lang: Lang }) {
  return <Corrected amendments={kit.amendments} naming={useKitNaming(kit, lang)} lang={lang} />;
}
