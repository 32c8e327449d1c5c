import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { correctVersion, draftVersion, patchVersion, type SourceDocument, type SourceVersion } from '../../api/sources';
import { today } from '../../lib/dates';
import { same } from '../../lib/merge';
import { namedField } from '../../lib/naming';
import { useApiMutation } from '../../lib/useApiMutation';
import { useUnsaved } from '../../lib/unsaved';
import { WhyCorrected } from '../ActDialog';
import { Cancel } from '../Cancel';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn } from '../ui';
import { BiLine, Day, Line, OneOf } from './fields';

/** What the form shows of a version; a new one follows the last published. */
function fieldsOf(d: SourceDocument, id?: string) {
  const v = d.versions.find((one) => one.id === id);
  return {
    label: v?.label ?? '',
    notes: v?.notes ?? { ar: '', en: '' },
    effectiveFrom: v?.effectiveFrom ?? null,
    transitionEndsOn: v?.transitionEndsOn ?? null,
    issued: v?.issued ?? null,
    replaces: id ? (v?.replaces ?? null) : (d.versions.find((one) => one.publishedAt)?.id ?? null),
  };
}
type Fields = ReturnType<typeof fieldsOf>;
export const versionNames: Record<string, string> = {
  label: 'sources.field.label',
  notes: 'sources.field.notes',
  effectiveFrom: 'sources.field.from',
  transitionEndsOn: 'sources.field.until',
  issued: 'sources.field.issued',
  replaces: 'sources.field.replaces',
};

/**
 * What a draft says of itself: its name, its days, what it replaces, what is new in it. A public version is corrected, with a reason;
 * its days only until they begin.
 */
export function VersionForm(p: { d: SourceDocument; v?: SourceVersion; correcting?: boolean; close: () => void }) {
  const { d, v, correcting, close } = p;
  const { t } = useTranslation();
  const [given, type] = useState(() => fieldsOf(d, v?.id));
  const { label, notes } = given;
  const [from, until, issued, replaces] = [given.effectiveFrom, given.transitionEndsOn, given.issued, given.replaces].map(
    (one) => one ?? '',
  );
  const set = (name: keyof typeof given) => (value: string) =>
    type((before) => ({ ...before, [name]: name === 'label' ? value : value || null }));
  const [reason, because] = useState('');
  useUnsaved({ given, reason });
  const shared = { onDone: close, quiet: true };
  const made = useApiMutation({
    ...shared,
    record: d,
    act: (fields: Fields) => draftVersion(d.id, fields),
    concerns: ({ versions }) => ({ versions: versions.map((one) => one.label) }),
  });
  const kept = useApiMutation({
    ...shared,
    record: d,
    fields: (now: SourceDocument) => fieldsOf(now, v?.id),
    act: (changes) =>
      correcting
        ? correctVersion(d.id, v!.id, changes as Partial<Fields>, reason.trim())
        : patchVersion(d.id, v!.id, changes as Fields),
    said: correcting ? t('sources.did.correct') : undefined,
    naming: {
      name: (pointer) => namedField(t, versionNames, pointer),
      show: (pointer, value) => (pointer === '/replaces' ? d.versions.find((one) => one.id === value)?.label : undefined),
    },
  });
  const keep = v ? kept : made;
  const problem = keep.problem;
  const fault = (name: string) => problem?.errors.find((e) => e.pointer === `/${name}`)?.detail;
  const earlier = d.versions.filter((x) => x.id !== v?.id && x.publishedAt);
  return (
    <form
      className="mt-4 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        keep.mutate(given);
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Line label={t('sources.field.label')} value={label ?? ''} set={set('label')} required max={40} fault={fault('label')} />
        {!correcting && (
          <OneOf
            label={t('sources.field.replaces')}
            value={replaces!}
            set={set('replaces')}
            fault={fault('replaces')}
            options={[{ id: '', label: t('sources.field.nothing') }, ...earlier.map((x) => ({ id: x.id, label: x.label }))]}
          />
        )}
        {(!correcting || v?.state === 'published') && (
          <>
            <Day
              label={t('sources.field.from')}
              value={from!}
              set={set('effectiveFrom')}
              min={correcting ? today() : undefined}
              fault={fault('effectiveFrom')}
              hint={t('sources.field.from.hint')}
            />
            <Day
              label={t('sources.field.until')}
              value={until!}
              set={set('transitionEndsOn')}
              min={from || undefined}
              fault={fault('transitionEndsOn')}
              hint={t('sources.field.until.hint')}
            />
          </>
        )}
        <Day label={t('sources.field.issued')} value={issued!} set={set('issued')} fault={fault('issued')} />
      </div>
      <BiLine
        label={t('sources.field.notes')}
        value={notes}
        set={(now) => type((before) => ({ ...before, notes: now }))}
        rows={3}
        max={2000}
      />
      {correcting && <WhyCorrected value={reason} set={because} />}
      {problem && <Fault error={problem} compact />}
      <div className="flex gap-3">
        <Press
          type="submit"
          pending={keep.isPending}
          isDisabled={correcting && same(given, fieldsOf(d, v?.id))}
          className={btn.primary}
        >
          {t(correcting ? 'sources.correct.yes' : 'sources.save')}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}
