import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CircleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import { newKey } from '../../api/client';
import { asProblem, type Problem } from '../../api/problem';
import { queryClient } from '../../api/queries';
import { useKept } from '../../lib/kept';
import { toast } from '../../lib/toasts';
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
  tel: /^\+[1-9]\d{6,14}$/,
  email: /^[^@\s]{1,64}@[^@\s]{3,190}$/,
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
  const stale = problem?.status === 412;
  return (
    <div ref={box} role="alert" tabIndex={-1} className="rounded-xl border border-danger bg-danger-soft p-4 text-sm">
      <p className="font-semibold text-danger">
        {faults ? t('fault.some', { count: faults }) : stale ? t('members.stale') : problem?.title}
      </p>
      {!faults && <p className="mt-1 text-ink">{stale ? t('members.stale.kept') : problem?.detail}</p>}
    </div>
  );
}

/**
 * A form of this gate. `known` is what the server has, `act` is told what stands on the form. Faults stand beside their fields in the
 * reader's language; a change in between is said, nothing typed is lost by it; a second press is none.
 */
export function ActForm<Done>(p: {
  name: string;
  fields: FieldSpec[];
  known: Values;
  act: (values: Values, key: string) => Promise<Done>;
  said: string;
  yes: string;
  close: () => void;
  done?: (made: Done) => void;
  body?: ReactNode;
  danger?: boolean;
}) {
  const { t } = useTranslation();
  const { values, type, forget } = useKept(p.name, p.known);
  const [faults, find] = useState<Record<string, string>>({});
  const [problem, meet] = useState<Problem | null>(null);
  const key = useRef(newKey());
  const send = useMutation({
    mutationFn: () => p.act(values, key.current),
    onSuccess: (made) => {
      forget();
      toast({ tone: 'ok', title: p.said });
      p.close();
      p.done?.(made);
    },
    onError: (error) => {
      const met = asProblem(error);
      const ours = (pointer: string) => p.fields.find((f) => `${pointer}/`.startsWith(`/${f.name}/`))?.name;
      find(Object.fromEntries(met.errors.flatMap((e) => (ours(e.pointer) ? [[ours(e.pointer), e.detail]] : []))));
      meet(met);
      if (met.status !== 0) key.current = newKey();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['screen', 'members'] }),
  });
  const submit = () => {
    const found = p.fields.flatMap((f) => {
      const fault = faultOf(f, values[f.name] ?? '');
      return fault ? [[f.name, t(fault)] as const] : [];
    });
    meet(null);
    find(Object.fromEntries(found));
    if (!found.length) send.mutate();
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
      <Alert problem={problem} faults={Object.keys(faults).length} />
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
