import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChevronDown } from 'lucide-react';
import { useField } from '../../lib/form';
import { day, fromWallClock, hijriFull, toWallClock, weekday, type Lang } from '../../lib/dates';
import { figure } from '../../lib/draft';
import { useLang } from '../../lib/lang';
import { anchor } from '../../lib/fields';
import { useUnsaved } from '../../lib/unsaved';
import { Asked, control, Field, Group, useFieldParts } from './Field';

type Common = { pointer: string; hint?: string; optional?: boolean };

export function TextAt({ pointer, hint, optional, rows, lang }: Common & { rows?: number; lang?: Lang }) {
  const [value, set] = useField<string | null | undefined>(pointer);
  const { props } = useFieldParts(pointer, !!hint);
  const shared = {
    ...props,
    value: value ?? '',
    lang,
    dir: lang ? (lang === 'ar' ? 'rtl' : 'ltr') : 'auto',
    onChange: (e: { target: { value: string } }) => set(e.target.value),
  };
  return (
    <Field pointer={pointer} hint={hint} optional={optional}>
      {rows ? (
        <textarea {...shared} rows={rows} className={`${control} py-2.5 leading-7`} />
      ) : (
        <input type="text" {...shared} className={`${control} h-11`} />
      )}
    </Field>
  );
}

/** Both languages side by side, each in its own direction; under each other on a phone. */
export function BiAt({ pointer, rows, optional, hint }: Common & { rows?: number }) {
  return (
    <div id={anchor(pointer)} tabIndex={-1}>
      <div className="grid gap-4 md:grid-cols-2">
        <TextAt pointer={`${pointer}/ar`} rows={rows} lang="ar" optional={optional} hint={hint} />
        <TextAt pointer={`${pointer}/en`} rows={rows} lang="en" optional={optional} />
      </div>
      <Asked pointer={pointer} />
    </div>
  );
}

/** A figure in either digit set; what is not one stays as typed and says so. */
export function NumberAt({ pointer, hint, optional }: Common) {
  const { t } = useTranslation();
  const [value, set] = useField<number | null>(pointer);
  const { props } = useFieldParts(pointer, !!hint);
  const [typed, type] = useState(value === null || value === undefined ? '' : String(value));
  const wrong = figure(typed) === undefined;
  useUnsaved(typed, { dirty: wrong });
  // A row above was taken away: the box now shows another figure.
  if (!wrong && figure(typed) !== (value ?? null)) type(value === null || value === undefined ? '' : String(value));
  return (
    <Field pointer={pointer} hint={wrong ? t('form.figure') : hint} optional={optional}>
      <input
        {...props}
        type="text"
        inputMode="decimal"
        dir="ltr"
        value={typed}
        aria-invalid={wrong || props['aria-invalid']}
        onChange={(e) => {
          type(e.target.value);
          const n = figure(e.target.value);
          if (n !== undefined) set(n);
        }}
        className={`${control} num h-11 rtl:text-end`}
      />
    </Field>
  );
}

export function SelectAt(p: Common & { options: { id: string; label: string }[]; none?: string }) {
  const [value, set] = useField<string | null>(p.pointer);
  const { props } = useFieldParts(p.pointer, !!p.hint);
  return (
    <Field pointer={p.pointer} hint={p.hint} optional={p.optional}>
      <span className="relative block">
        <select
          {...props}
          value={value ?? ''}
          onChange={(e) => set(e.target.value || null)}
          className={`${control} h-11 appearance-none pe-10`}
        >
          {p.none !== undefined && <option value="">{p.none}</option>}
          {p.options.map((o) => (
            <option key={o.id} value={o.id}>
              {o.label}
            </option>
          ))}
        </select>
        <ChevronDown className="pointer-events-none absolute end-3.5 top-1/2 size-4 -translate-y-1/2 text-muted" aria-hidden />
      </span>
    </Field>
  );
}

/** A day, with its Hijri name beside it: a label, never the key. */
export function DateAt({ pointer, hint, optional, min, max }: Common & { min?: string; max?: string }) {
  const lang = useLang();
  const [value, set] = useField<string | null>(pointer);
  const { props } = useFieldParts(pointer, !!value || !!hint);
  const told = value ? `${weekday(day(value), lang)} · ${hijriFull(day(value), lang)}` : hint;
  return (
    <Field pointer={pointer} hint={told} optional={optional}>
      <input
        {...props}
        type="date"
        value={value ?? ''}
        min={min}
        max={max}
        onChange={(e) => set(e.target.value || null)}
        className={`${control} num h-11`}
      />
    </Field>
  );
}

/** A Dubai wall-clock moment; kept as an instant. */
export function MomentAt({ pointer, hint, optional }: Common) {
  const lang = useLang();
  const [value, set] = useField<string | null>(pointer);
  const { props } = useFieldParts(pointer, !!hint);
  const told = value ? hijriFull(day(toWallClock(value).slice(0, 10)), lang) : '';
  return (
    <Field pointer={pointer} hint={[hint, told].filter(Boolean).join(' · ')} optional={optional}>
      <input
        {...props}
        type="datetime-local"
        value={value ? toWallClock(value) : ''}
        onChange={(e) => set(e.target.value ? fromWallClock(e.target.value) : null)}
        className={`${control} num h-11`}
      />
    </Field>
  );
}

const pill =
  'flex min-h-9 cursor-pointer items-center gap-2 rounded-full border border-line-strong bg-surface px-3.5 py-1 text-sm transition hover:border-brand has-checked:border-brand has-checked:bg-brand has-checked:text-on-brand has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand';
const tile =
  'flex cursor-pointer flex-col rounded-xl border border-line-strong bg-surface px-4 py-3 transition hover:border-brand has-checked:border-brand has-checked:bg-brand-soft has-checked:ring-1 has-checked:ring-brand has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand';

/** One of a few: pills, or tiles where each choice needs a sentence. */
export function OneAt(p: Common & { options: { id: string; label: string; note?: string }[] }) {
  const [value, set] = useField<string | null>(p.pointer);
  const tiles = p.options.some((o) => o.note);
  return (
    <Group pointer={p.pointer} hint={p.hint} optional={p.optional}>
      <div className={tiles ? 'grid gap-2 sm:grid-cols-2' : 'flex flex-wrap gap-2'}>
        {p.options.map((o) => (
          <label key={o.id} className={tiles ? tile : pill}>
            <input
              type="radio"
              name={p.pointer}
              value={o.id}
              checked={value === o.id}
              onChange={() => set(o.id)}
              className="sr-only"
            />
            <span className={tiles ? 'font-semibold' : ''}>{o.label}</span>
            {o.note && <span className="text-sm text-muted">{o.note}</span>}
          </label>
        ))}
      </div>
    </Group>
  );
}

/** Any of a few. */
export function SomeAt(p: Common & { options: { id: string; label: string }[] }) {
  const [value, set] = useField<string[]>(p.pointer);
  return (
    <Group pointer={p.pointer} hint={p.hint} optional={p.optional}>
      <div className="flex flex-wrap gap-2">
        {p.options.map((o) => (
          <label key={o.id} className={pill}>
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
    </Group>
  );
}
