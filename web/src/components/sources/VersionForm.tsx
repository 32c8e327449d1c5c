import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../api/problem';
import { draftVersion, patchVersion, type SourceDocument, type SourceVersion } from '../../api/sources';
import { today } from '../../lib/dates';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn } from '../ui';
import { BiLine, Day, Line, OneOf } from './fields';

/** What a draft says of itself: its name, its days, what it replaces, what is new in it. */
export function VersionForm({ d, v, close }: { d: SourceDocument; v?: SourceVersion; close: () => void }) {
  const { t } = useTranslation();
  const [label, setLabel] = useState(v?.label ?? '');
  const [from, setFrom] = useState(v?.effectiveFrom ?? '');
  const [until, setUntil] = useState(v?.transitionEndsOn ?? '');
  const [issued, setIssued] = useState(v?.issued ?? '');
  const [replaces, setReplaces] = useState(v ? (v.replaces ?? '') : (d.versions.find((x) => x.publishedAt)?.id ?? ''));
  const [notes, setNotes] = useState(v?.notes ?? { ar: '', en: '' });
  const given = {
    label,
    notes,
    effectiveFrom: from || null,
    transitionEndsOn: until || null,
    issued: issued || null,
    replaces: replaces || null,
  };
  const keep = useMutation({ mutationFn: () => (v ? patchVersion(d, v.id, given) : draftVersion(d, given)), onSuccess: close });
  const problem = keep.error ? asProblem(keep.error) : undefined;
  const fault = (name: string) => problem?.errors.find((e) => e.pointer === `/${name}`)?.detail;
  const earlier = d.versions.filter((x) => x.id !== v?.id && x.publishedAt);
  return (
    <form
      className="mt-4 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        keep.mutate();
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Line label={t('sources.field.label')} value={label} set={setLabel} required max={40} fault={fault('label')} />
        <OneOf
          label={t('sources.field.replaces')}
          value={replaces}
          set={setReplaces}
          fault={fault('replaces')}
          options={[{ id: '', label: t('sources.field.nothing') }, ...earlier.map((x) => ({ id: x.id, label: x.label }))]}
        />
        <Day
          label={t('sources.field.from')}
          value={from}
          set={setFrom}
          min={today()}
          fault={fault('effectiveFrom')}
          hint={t('sources.field.from.hint')}
        />
        <Day
          label={t('sources.field.until')}
          value={until}
          set={setUntil}
          min={from || today()}
          fault={fault('transitionEndsOn')}
          hint={t('sources.field.until.hint')}
        />
        <Day label={t('sources.field.issued')} value={issued} set={setIssued} fault={fault('issued')} />
      </div>
      <BiLine label={t('sources.field.notes')} value={notes} set={setNotes} rows={3} max={2000} />
      {problem && <Fault error={keep.error} compact />}
      <div className="flex gap-3">
        <Press type="submit" pending={keep.isPending} className={btn.primary}>
          {t('sources.save')}
        </Press>
        <Button onPress={close} className={btn.quiet}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
