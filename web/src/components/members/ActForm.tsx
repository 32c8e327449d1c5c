import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CircleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Problem } from '../../api/problem';
import type { Write } from '../../api/writes';
import { useKept } from '../../lib/kept';
import type { Versioned } from '../../lib/sendWrite';
import { useFormMutation } from '../../lib/useApiMutation';
import { useUnsaved } from '../../lib/unsaved';
import { Press } from '../Press';
import { btn, control } from '../ui';

export type Values = Record<string, string | string[] | boolean>;
type Option = { id: string; label: string };
type Kind = 'text' | 'area' | 'date' | 'datetime-local' | 'email' | 'tel' | 'code' | 'select' | 'ticks' | 'tick';
/** One field. Its name is its JSON pointer without the first slash, as the server's faults name it. */
export type FieldSpec = {
  name: string;
  label: string;
  kind?: Kind;
  hint?: string;
  lang?: 'ar' | 'en';
  options?: Option[];
  none?: string;
  optional?: boolean;
  min?: string;
  max?: string;
  beside?: ReactNode;
};

const shapes: Partial<Record<Kind, RegExp>> = {
  tel: /\p{Nd}/u, // what else it may be the server says, by the character
  email: /@/,
  code: /^[A-Z0-9][A-Z0-9-]{1,15}$/,
};
const latin: Kind[] = ['tel', 'email', 'code'];
const ticked =
  'flex min-h-9 cursor-pointer items-center gap-2 rounded-full border border-line-strong bg-surface px-3.5 py-1 text-sm transition hover:border-brand has-checked:border-brand has-checked:bg-brand has-checked:text-on-brand has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand';

/** What is wrong with a value before it is sent, as a word of the catalogue. */
function faultOf({ kind = 'text', optional }: FieldSpec, value: Values[string]): string | undefined {
  if (typeof value !== 'string') return undefined;
  const said = value.trim();
  if (!said) return optional ? undefined : 'fault.missing';
  return shapes[kind] && !shapes[kind].test(said) ? `fault.${kind}` : undefined;
}

function Ticks({ field, value, set }: { field: FieldSpec; value: string[]; set: (v: string[]) => void }) {
  return (
    <fieldset id={field.name} tabIndex={-1}>
      <legend className="mb-1.5 text-sm font-semibold">{field.label}</legend>
      <div className="flex flex-wrap gap-2">
        {field.options?.map((o) => (
          <label key={o.id} className={ticked}>
            <input
              type="checkbox"
              checked={value.includes(o.id)}
              onChange={(e) => set(e.target.checked ? [...value, o.id] : value.filter((x) => x !== o.id))}
              className="sr-only"
            />
            {o.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Tick({ field, value, set }: { field: FieldSpec; value: boolean; set: (v: boolean) => void }) {
  return (
    <label className="flex items-start gap-2.5 text-sm">
      <input
        type="checkbox"
        checked={value}
        onChange={(e) => set(e.target.checked)}
        className="mt-1 size-4.5 shrink-0 accent-brand"
      />
      <span>
        <span className="font-semibold">{field.label}</span>
        {field.hint && <span className="block text-muted">{field.hint}</span>}
      </span>
    </label>
  );
}

function Line({ field, value, set, fault }: { field: FieldSpec; value: string; set: (v: string) => void; fault?: string }) {
  const { t } = useTranslation();
  const id = useId();
  const kind = field.kind ?? 'text';
  const told = [field.hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  const shared = {
    id,
    name: field.name,
    value,
    lang: field.lang,
    dir: field.lang ? (field.lang === 'ar' ? 'rtl' : 'ltr') : latin.includes(kind) ? 'ltr' : 'auto',
    'aria-required': !field.optional,
    'aria-invalid': fault ? true : undefined,
    'aria-describedby': told || undefined,
    onChange: (e: { target: { value: string } }) => set(kind === 'code' ? e.target.value.toUpperCase() : e.target.value),
  } as const;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 flex flex-wrap items-center gap-x-2 text-sm font-semibold">
        {field.label}
        {field.optional && <span className="font-normal text-muted">({t('form.ifany')})</span>}
        {field.beside}
      </label>
      {kind === 'area' ? (
        <textarea {...shared} rows={4} className={`${control} py-2.5 leading-7`} />
      ) : kind === 'select' ? (
        <select {...shared} className={`${control} h-11`}>
          {field.none !== undefined && <option value="">{field.none}</option>}
          {field.options?.map((o) => (
            <option key={o.id} value={o.id}>
              {o.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type={kind === 'code' ? 'text' : kind}
          min={field.min}
          max={field.max}
          className={`${control} h-11 ${latin.includes(kind) || kind.startsWith('date') ? 'num rtl:text-end' : ''}`}
        />
      )}
      {field.hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {field.hint}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className="mt-1.5 flex items-start gap-1.5 text-sm font-semibold text-danger">
          <CircleAlert className="mt-1 size-4 shrink-0" aria-hidden />
          {fault}
        </p>
      )}
    </div>
  );
}

/** What stands in the way of the whole form: it changed meanwhile, it was refused, or fields need a look. Takes the focus. */
function Alert({ problem, faults }: { problem: Problem | null; faults: number }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem || faults) box.current?.focus();
  }, [problem, faults]);
  if (!problem && !faults) return null;
  return (
    <div ref={box} role="alert" tabIndex={-1} className="rounded-xl border border-danger bg-danger-soft p-4 text-sm">
      <p className="font-semibold text-danger">{faults ? t('fault.some', { count: faults }) : problem?.title}</p>
      {!faults && <p className="mt-1 text-ink">{problem?.detail}</p>}
    </div>
  );
}

type Shared<Done> = {
  name: string;
  fields: FieldSpec[];
  said: string;
  yes: string;
  close: () => void;
  done?: (made: Done) => void;
  body?: ReactNode;
  danger?: boolean;
};
/** Something new. */
type Making<Done> = Shared<Done> & { known: Values; act: (values: Values) => Write<Done>; record?: undefined };
/** An act on a record, with a few words. */
type Acting<R> = Shared<unknown> & {
  known: Values;
  act: (values: Values) => Write;
  record: R;
  /** What the act rests on: when it changed meanwhile the reader is asked. */
  concerns: (record: R) => object;
};
/** The fields of a record itself: only what was changed of them is sent. */
type Editing<R> = Shared<unknown> & {
  record: R;
  valuesOf: (record: R) => Values;
  wire: (values: Values, record: R) => object;
  save: (changes: object) => Write;
  always?: boolean;
};
type Any = Shared<unknown> & Partial<Omit<Acting<Versioned> & Editing<Versioned>, keyof Shared<unknown>>>;

/**
 * A form of this gate. `known` is what the server has. Faults stand beside their fields in the reader's language; nothing typed is
 * lost by a change in between, nor by leaving: it is kept in the tab; a second press is none.
 */
export function ActForm<R extends Versioned, Done = unknown>(given: Making<Done> | Acting<R> | Editing<R>) {
  const p = given as Any;
  const { t } = useTranslation();
  const { from, values, type, forget } = useKept(p.name, p.record, (record) =>
    p.valuesOf && record ? p.valuesOf(record) : (p.known ?? {}),
  );
  const [faults, find] = useState<Record<string, string>>({});
  // What was typed waits in this tab: leaving the form loses nothing.
  useUnsaved(values, { dirty: false });
  const fieldAt = (pointer: string) => p.fields.find((f) => `${pointer}/`.startsWith(`/${f.name}/`));
  const option = (field: FieldSpec | undefined, id: unknown) => field?.options?.find((one) => one.id === id)?.label;
  const send = useFormMutation<Values>({
    record: p.valuesOf ? from : p.record,
    fields: p.valuesOf,
    wire: p.wire,
    act: p.save ?? p.act,
    concerns: p.concerns,
    always: p.always,
    naming: {
      // A name of one field has a slash in it, which is no step of a pointer.
      name: (pointer: string) => fieldAt(pointer.replaceAll('~1', '/'))?.label,
      show: (pointer: string, value: unknown) =>
        Array.isArray(value)
          ? value.map((one) => option(fieldAt(pointer), one) ?? String(one)).join(' · ')
          : option(fieldAt(pointer.replaceAll('~1', '/')), value),
    },
    said: p.said,
    quiet: true,
    touches: [['screen', 'members']],
    onDone: (made: unknown) => {
      forget();
      p.close();
      p.done?.(made);
    },
    onRefused: (met: Problem) =>
      find(Object.fromEntries(met.errors.flatMap((e) => (fieldAt(e.pointer) ? [[fieldAt(e.pointer)!.name, e.detail]] : [])))),
  });
  const submit = () => {
    const found = p.fields.flatMap((f) => {
      const fault = faultOf(f, values[f.name] ?? '');
      return fault ? [[f.name, t(fault)] as const] : [];
    });
    send.reset();
    find(Object.fromEntries(found));
    if (!found.length) send.mutate(values);
  };
  const set = (name: string) => (value: Values[string]) => {
    type({ [name]: value });
    if (faults[name]) find(({ [name]: _, ...rest }) => rest);
  };
  return (
    <form
      noValidate
      className="mt-4 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        submit();
      }}
    >
      {p.body && <div className="text-muted">{p.body}</div>}
      <Alert problem={send.problem} faults={Object.keys(faults).length} />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {p.fields.map((f) => {
          const value = values[f.name] ?? '';
          const wide = f.kind === 'area' || f.kind === 'ticks' || f.kind === 'tick' || p.fields.length < 3;
          return (
            <div key={f.name} className={wide ? 'sm:col-span-2' : ''}>
              {f.kind === 'ticks' ? (
                <Ticks field={f} value={value as string[]} set={set(f.name)} />
              ) : f.kind === 'tick' ? (
                <Tick field={f} value={value === true} set={set(f.name)} />
              ) : (
                <Line field={f} value={value as string} set={set(f.name)} fault={faults[f.name]} />
              )}
            </div>
          );
        })}
      </div>
      <div className="flex flex-wrap gap-3 pt-1">
        <Press type="submit" pending={send.isPending} className={p.danger ? btn.danger : btn.primary}>
          {p.yes}
        </Press>
        <Button
          onPress={() => {
            forget();
            p.close();
          }}
          className={btn.quiet}
        >
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** Of both languages one member of the wire: `name/ar` and `name/en` to `{ar, en}`. */
export const both = (values: Values, name: string) => ({
  ar: String(values[`${name}/ar`] ?? '').trim(),
  en: String(values[`${name}/en`] ?? '').trim(),
});
/** A text of the form, null when there is none. */
export const words = (values: Values, name: string) => String(values[name] ?? '').trim() || null;
