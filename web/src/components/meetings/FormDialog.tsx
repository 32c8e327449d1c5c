import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { Problem } from '../../api/problem';
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

/** A few fields in a dialog; what was typed is handed over as words, and stays there when the server refuses it. */
export function FormDialog(p: {
  trigger: (open: () => void) => ReactNode;
  title: string;
  body?: ReactNode;
  fields: FieldSpec[];
  initial?: Values;
  yes: string;
  danger?: boolean;
  onSubmit: (values: Values) => Promise<unknown>;
}) {
  return (
    <Ask trigger={p.trigger} title={p.title}>
      {(close) => <Inside {...p} close={close} />}
    </Ask>
  );
}

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

function Inside(p: Parameters<typeof FormDialog>[0] & { close: () => void }) {
  const { t } = useTranslation();
  const [values, set] = useState<Values>(() => Object.fromEntries(p.fields.map((f) => [f.name, p.initial?.[f.name] ?? ''])));
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>();
  const hand = async () => {
    setSending(true);
    try {
      await p.onSubmit(values);
      p.close();
    } catch (refused) {
      setError(refused);
      setSending(false);
    }
  };
  return (
    <form
      className="mt-3 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        void hand();
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
      {error !== undefined && <Fault error={error} compact />}
      <Wrong error={error} fields={p.fields} />
      <div className="flex flex-wrap gap-3 pt-1">
        <Press type="submit" pending={sending} className={p.danger ? btn.danger : btn.primary}>
          {p.yes}
        </Press>
        <Button onPress={p.close} className={btn.quiet}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
