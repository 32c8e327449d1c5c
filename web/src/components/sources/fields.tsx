import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChevronDown, CircleAlert } from 'lucide-react';
import { day, hijriFull, weekday } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import type { Bi } from '../../lib/text';

const control =
  'w-full rounded-xl border border-line-strong bg-surface px-3.5 text-ink placeholder:text-muted aria-invalid:border-danger';
type Shared = { label: string; fault?: string; hint?: string; required?: boolean };

function Around({ id, label, fault, hint, children }: Shared & { id: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-sm font-semibold">
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="num mt-1 text-sm text-muted">
          {hint}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className="mt-1 flex items-start gap-1.5 text-sm font-semibold text-danger">
          <CircleAlert className="mt-1 size-4 shrink-0" aria-hidden />
          {fault}
        </p>
      )}
    </div>
  );
}
const told = (id: string, p: Shared) => [p.hint && `${id}-hint`, p.fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;

export function Line(p: Shared & { value: string; set: (v: string) => void; rows?: number; lang?: 'ar' | 'en'; max?: number }) {
  const id = useId();
  const shared = {
    id,
    value: p.value,
    lang: p.lang,
    dir: p.lang ? (p.lang === 'ar' ? 'rtl' : 'ltr') : 'auto',
    required: p.required,
    maxLength: p.max ?? 200,
    'aria-invalid': p.fault ? true : undefined,
    'aria-describedby': told(id, p),
    onChange: (e: { target: { value: string } }) => p.set(e.target.value),
  } as const;
  return (
    <Around {...p} id={id}>
      {p.rows ? (
        <textarea {...shared} rows={p.rows} className={`${control} py-2.5 leading-7`} />
      ) : (
        <input {...shared} type="text" className={`${control} h-11`} />
      )}
    </Around>
  );
}

/** Both languages, Arabic first; under each other on a phone. */
export function BiLine(p: { label: string; value: Bi; set: (v: Bi) => void; rows?: number; required?: boolean; max?: number }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {(['ar', 'en'] as const).map((lang) => (
        <Line
          key={lang}
          label={`${p.label} (${t(`sources.in.${lang}`)})`}
          value={p.value[lang]}
          set={(v) => p.set({ ...p.value, [lang]: v })}
          rows={p.rows}
          lang={lang}
          required={p.required}
          max={p.max}
        />
      ))}
    </div>
  );
}

/** A day, with its Hijri name beside it: a label, never the key. */
export function Day(p: Shared & { value: string; set: (v: string) => void; min?: string; max?: string }) {
  const id = useId();
  const lang = useLang();
  const hint = p.value ? `${weekday(day(p.value), lang)} · ${hijriFull(day(p.value), lang)}` : p.hint;
  return (
    <Around {...p} id={id} hint={hint}>
      <input
        id={id}
        type="date"
        value={p.value}
        min={p.min}
        max={p.max}
        required={p.required}
        aria-invalid={p.fault ? true : undefined}
        aria-describedby={told(id, { ...p, hint })}
        onChange={(e) => p.set(e.target.value)}
        className={`${control} num h-11`}
      />
    </Around>
  );
}

/** An instant, typed as Dubai's wall clock shows it. */
export function Moment(p: Shared & { value: string; set: (v: string) => void }) {
  const id = useId();
  return (
    <Around {...p} id={id}>
      <input
        id={id}
        type="datetime-local"
        value={p.value}
        required={p.required}
        aria-invalid={p.fault ? true : undefined}
        aria-describedby={told(id, p)}
        onChange={(e) => p.set(e.target.value)}
        className={`${control} num h-11`}
      />
    </Around>
  );
}

export function OneOf(p: Shared & { value: string; set: (v: string) => void; options: { id: string; label: string }[] }) {
  const id = useId();
  return (
    <Around {...p} id={id}>
      <span className="relative block">
        <select
          id={id}
          value={p.value}
          required={p.required}
          aria-describedby={told(id, p)}
          onChange={(e) => p.set(e.target.value)}
          className={`${control} h-11 appearance-none pe-10`}
        >
          {p.options.map((o) => (
            <option key={o.id} value={o.id}>
              {o.label}
            </option>
          ))}
        </select>
        <ChevronDown className="pointer-events-none absolute end-3.5 top-1/2 size-4 -translate-y-1/2 text-muted" aria-hidden />
      </span>
    </Around>
  );
}
