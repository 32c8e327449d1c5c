import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { Ask } from '../Confirm';
import { btn, control } from '../ui';

export type Values = Record<string, string>;
export type FieldSpec = {
  name: string;
  label: string;
  kind?: 'text' | 'area' | 'date' | 'datetime-local' | 'number' | 'select';
  lang?: 'ar' | 'en';
  options?: { id: string; label: string }[];
  optional?: boolean;
};

function Entry({ field, value, set }: { field: FieldSpec; value: string; set: (v: string) => void }) {
  const id = useId();
  const { t } = useTranslation();
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
          maxLength={300}
          className={`${control} num h-11`}
        />
      )}
    </div>
  );
}

/** A few fields in a dialog; what was typed is handed over as words. */
export function FormDialog(p: {
  trigger: (open: () => void) => ReactNode;
  title: string;
  body?: ReactNode;
  fields: FieldSpec[];
  initial?: Values;
  yes: string;
  danger?: boolean;
  onSubmit: (values: Values) => void;
}) {
  return (
    <Ask trigger={p.trigger} title={p.title}>
      {(close) => <Inside {...p} close={close} />}
    </Ask>
  );
}

function Inside(p: Parameters<typeof FormDialog>[0] & { close: () => void }) {
  const { t } = useTranslation();
  const [values, set] = useState<Values>(() => Object.fromEntries(p.fields.map((f) => [f.name, p.initial?.[f.name] ?? ''])));
  return (
    <form
      className="mt-3 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        p.onSubmit(values);
        p.close();
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
      <div className="flex flex-wrap gap-3 pt-1">
        <Button type="submit" className={p.danger ? btn.danger : btn.primary}>
          {p.yes}
        </Button>
        <Button onPress={p.close} className={btn.quiet}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
