import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/queries';
import { writes } from '../../api/session';
import { correctDocument, createDocument, entitiesQuery, kinds, patchDocument, type SourceDocument } from '../../api/sources';
import { classes } from '../../api/types';
import { useLang } from '../../lib/lang';
import { same } from '../../lib/merge';
import { namedField } from '../../lib/naming';
import type { Lang } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { useUnsaved } from '../../lib/unsaved';
import { WhyCorrected } from '../ActDialog';
import { Cancel } from '../Cancel';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn } from '../ui';
import { BiLine, Line, OneOf } from './fields';

const empty = { ar: '', en: '' };
const split = (typed: string) => [...new Set(typed.split(/[,،]/).map((one) => one.trim()))].filter(Boolean);

/** What the form shows of a document; subjects are parted by the comma of the reader's language. */
const formOf = (d: SourceDocument | undefined, lang: Lang) => ({
  title: d?.title ?? empty,
  summary: d?.summary ?? empty,
  subjects: d?.subjects.join(lang === 'ar' ? '، ' : ', ') ?? '',
  basis: d?.legalBasis ?? empty,
});
type Form = ReturnType<typeof formOf>;
const wire = ({ basis, subjects, ...said }: Form) => ({
  ...said,
  subjects: split(subjects),
  legalBasis: basis.ar || basis.en ? basis : null,
});

export const documentNames = {
  title: 'sources.field.title',
  summary: 'sources.field.summary',
  subjects: 'sources.field.subjects',
  basis: 'sources.field.basis',
  legalBasis: 'sources.field.basis',
};

/**
 * What a document says of itself. Kind, class and owner are chosen once, when it begins. What was published is corrected, with a
 * reason.
 */
export function DocumentForm(p: {
  d?: SourceDocument;
  correcting?: boolean;
  close: () => void;
  done?: (d: SourceDocument) => void;
}) {
  const { d, correcting, close, done } = p;
  const lang = useLang();
  const { t } = useTranslation();
  const { data: me } = useQuery(sessionQuery);
  const { data: entities } = useQuery(entitiesQuery);
  const [form, set] = useState(() => formOf(d, lang));
  const change = (now: Partial<Form>) => set((before) => ({ ...before, ...now }));
  const [kind, setKind] = useState<string>('communication-guide');
  const [classification, classify] = useState<string>('open');
  const [owner, setOwner] = useState('');
  const [reason, because] = useState('');
  useUnsaved({ form, kind, classification, owner, reason });
  const shared = {
    quiet: true,
    onDone: (kept: SourceDocument) => {
      close();
      done?.(kept);
    },
  };
  const made = useApiMutation({
    ...shared,
    act: (typed: Form) =>
      createDocument({ ...wire(typed), kind, classification, ownerEntity: owner || null } as Parameters<
        typeof createDocument
      >[0]),
  });
  const kept = useApiMutation({
    ...shared,
    record: d ?? ({ version: 0 } as SourceDocument),
    fields: (now: SourceDocument) => formOf(now, lang),
    wire,
    act: (changes) => (correcting ? correctDocument(d!.id, changes, reason.trim()) : patchDocument(d!.id, changes)),
    said: correcting ? t('sources.did.correct') : undefined,
    naming: { name: (pointer) => namedField(t, documentNames, pointer) },
  });
  const keep = d ? kept : made;
  return (
    <form
      className="mt-4 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        keep.mutate(form);
      }}
    >
      <BiLine label={t('sources.field.title')} value={form.title} set={(v) => change({ title: v })} required />
      <BiLine label={t('sources.field.summary')} value={form.summary} set={(v) => change({ summary: v })} rows={3} max={1000} />
      {!d && (
        <div className="grid gap-4 sm:grid-cols-2">
          <OneOf
            label={t('sources.filter.kind')}
            value={kind}
            set={setKind}
            options={kinds.map((id) => ({ id, label: t(`sources.kind.${id}`) }))}
          />
          <OneOf
            label={t('sources.field.class')}
            value={classification}
            set={classify}
            options={classes.map((id) => ({ id, label: t(`class.${id}`) }))}
          />
        </div>
      )}
      {!d && !writes(me) && entities && (
        <OneOf
          label={t('shelf.owner')}
          value={owner}
          set={setOwner}
          options={[
            { id: '', label: t('shelf.owner.mine') },
            ...entities.map((e) => ({ id: e.code, label: `${e.name[lang]} (${e.code})` })),
          ]}
        />
      )}
      <Line
        label={t('sources.field.subjects')}
        value={form.subjects}
        set={(v) => change({ subjects: v })}
        hint={t('shelf.subjects.hint')}
        max={400}
      />
      <BiLine label={t('sources.field.basis')} value={form.basis} set={(v) => change({ basis: v })} max={300} />
      {correcting && <WhyCorrected value={reason} set={because} />}
      {keep.problem && <Fault error={keep.problem} compact />}
      <div className="flex gap-3">
        <Press
          type="submit"
          pending={keep.isPending}
          isDisabled={correcting && same(form, formOf(d, lang))}
          className={btn.primary}
        >
          {t(correcting ? 'sources.correct.yes' : d ? 'sources.save' : 'sources.new.yes')}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}
