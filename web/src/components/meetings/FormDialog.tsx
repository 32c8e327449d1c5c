import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import type { Write } from '../../api/writes';
import type { Versioned } from '../../lib/sendWrite';
import { useFormMutation } from '../../lib/useApiMutation';
import { useUnsaved } from '../../lib/unsaved';
import { Cancel } from '../Cancel';
import { Ask } from '../Confirm';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn, control } from '../ui';

export type Values = Record<string, string>;
export type FieldSpec = {
  name: string;
  label: string;
  kind?: 'text' | 'area' | 'date' | 'datetime-local' | 'number' | 'select' | 'many';
  lang?: 'ar' | 'en';
  options?: { id: string; label: string }[];
  optional?: boolean;
  max?: number;
};

export function Entry({ field, value, set }: { field: FieldSpec; value: string; set: (v: string) => void }) {
  const id = useId();
  const { t } = useTranslation();
  if (field.kind === 'many') return <Many field={field} value={value} set={set} />;
  const shared = {
    id,
    value,
    required: !field.optional,
    lang: field.lang,
    dir: field.lang ? (field.lang === 'ar' ? 'rtl' : 'ltr') : 'auto',
    onChange: (e: { target: { value: string } }) => set(e.target.value),
  } as const;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-sm font-semibold">
        {field.label} {field.optional && <span className="font-normal text-muted">({t('optional')})</span>}
      </label>
      {field.kind === 'area' ? (
        <textarea {...shared} rows={3} maxLength={4000} className={`${control} py-2.5 leading-7`} />
      ) : field.kind === 'select' ? (
        <select {...shared} className={`${control} h-11`}>
          <option value="">{t('form.choose')}</option>
          {field.options?.map((o) => (
            <option key={o.id} value={o.id}>
              {o.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type={field.kind ?? 'text'}
          min={field.kind === 'number' ? 0 : undefined}
          max={field.max}
          maxLength={300}
          className={`${control} num h-11`}
        />
      )}
    </div>
  );
}

/** Any number of the options; their ids joined by commas. */
function Many({ field, value, set }: { field: FieldSpec; value: string; set: (v: string) => void }) {
  const { t } = useTranslation();
  const chosen = value ? value.split(',') : [];
  const turn = (id: string) => set((chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]).join(','));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 block text-sm font-semibold">
        {field.label} {field.optional && <span className="font-normal text-muted">({t('optional')})</span>}
      </legend>
      <div className="max-h-44 overflow-y-auto rounded-xl border border-line-strong p-2">
        {field.options?.map((o) => (
          <label key={o.id} className="flex min-h-9 items-center gap-2.5 rounded-lg px-2 text-sm hover:bg-brand-soft">
            <input type="checkbox" checked={chosen.includes(o.id)} onChange={() => turn(o.id)} className="size-4 accent-brand" />
            {o.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type Shared = {
  trigger: (open: () => void) => ReactNode;
  title: string;
  body?: ReactNode;
  fields: FieldSpec[];
  yes: string;
  danger?: boolean;
  said: string;
};
/** Something new. */
type Making<Answer> = Shared & {
  initial?: Values;
  act: (values: Values) => Write<Answer>;
  record?: undefined;
  onDone?: (made: Answer) => unknown;
};
/** An act on a record, with a few words. */
type Acting<R> = Shared & {
  initial?: Values;
  record: R;
  act: (values: Values) => Write;
  /** What the act rests on: when it changed meanwhile the reader is asked. */
  concerns: (record: R) => object;
  may?: (record: R) => boolean;
};
/** The fields of a record itself: only what was changed of them is sent. */
type Editing<R> = Shared & {
  record: R;
  values: (record: R) => Values;
  wire: (values: Values, record: R) => object;
  save: (changes: object) => Write;
  restsOn?: (changed: string[]) => string[];
  /** Saying it again says something. */
  always?: boolean;
  read?: () => Promise<R>;
};

/** A few fields in a dialog; what was typed is handed over as words, and stays there when the server refuses it. */
export function FormDialog<R extends Versioned, Answer = unknown>(p: Making<Answer> | Acting<R> | Editing<R>) {
  return (
    <Ask trigger={p.trigger} title={p.title}>
      {(close) => <Inside form={p as Any} close={close} />}
    </Ask>
  );
}
type Any = Shared & Partial<Omit<Acting<Versioned> & Editing<Versioned>, keyof Shared>> & { onDone?: (made: unknown) => unknown };

/** What the server says of single fields, each by its name. */
function Wrong({ error, fields }: { error: unknown; fields: FieldSpec[] }) {
  const faults = error instanceof Problem ? error.errors : [];
  if (!faults.length) return null;
  const nameOf = (pointer: string) => fields.find((one) => pointer.split('/').includes(one.name))?.label;
  return (
    <ul className="list-disc space-y-1 ps-5 text-sm text-danger">
      {faults.map((one) => (
        <li key={one.pointer + one.code}>{[nameOf(one.pointer), one.detail].filter(Boolean).join(': ')}</li>
      ))}
    </ul>
  );
}

/** How a choice reads: by its label, many by theirs. */
function choiceOf(field: FieldSpec | undefined, value: unknown): string | undefined {
  if (!field?.options || typeof value !== 'string') return undefined;
  const label = (id: string) => field.options?.find((one) => one.id === id)?.label ?? id;
  return value.split(',').filter(Boolean).map(label).join(' · ');
}

function Inside({ form: p, close }: { form: Any; close: () => void }) {
  const [values, set] = useState<Values>(() => ({
    ...Object.fromEntries(p.fields.map((f) => [f.name, ''])),
    ...(p.values && p.record ? p.values(p.record) : p.initial),
  }));
  useUnsaved(values);
  const fieldAt = (pointer: string) => p.fields.find((one) => pointer === `/${one.name}`);
  const save = useFormMutation<Values>({
    record: p.record,
    fields: p.values,
    wire: p.wire,
    act: p.save ?? p.act,
    concerns: p.concerns,
    may: p.may,
    restsOn: p.restsOn,
    always: p.always,
    read: p.read,
    naming: {
      name: (pointer: string) => fieldAt(pointer)?.label,
      show: (pointer: string, value: unknown) => choiceOf(fieldAt(pointer), value),
    },
    said: p.said,
    quiet: true,
    onDone: (made: unknown) => {
      close();
      return p.onDone?.(made);
    },
  });
  return (
    <form
      className="mt-3 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(values);
      }}
    >
      {p.body && <div className="text-muted">{p.body}</div>}
      {p.fields.map((field) => (
        <Entry
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          set={(v) => set((before) => ({ ...before, [field.name]: v }))}
        />
      ))}
      {save.problem && <Fault error={save.problem} compact />}
      <Wrong error={save.problem} fields={p.fields} />
      <div className="flex flex-wrap gap-3 pt-1">
        <Press type="submit" pending={save.isPending} className={p.danger ? btn.danger : btn.primary}>
          {p.yes}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}
