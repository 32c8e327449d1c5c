import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CircleAlert, MessageSquareReply } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useForm } from '../../lib/form';
import { anchor, useFieldName } from '../../lib/fields';
import { useLang } from '../../lib/lang';
import { nameOf } from '../../lib/pointer';
import { ChangeRequest } from '../ChangeRequest';
import { btn, control } from '../ui';

export { control };

/** The words around a control: label, hint, what is wrong, what the reviewer asked. Ids come from the pointer. */
export function useFieldParts(pointer: string, hint?: boolean) {
  const { t } = useTranslation();
  const { faults } = useForm();
  const id = anchor(pointer);
  const error = faults[pointer];
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return {
    id,
    label: t(`field.${nameOf(pointer)}`),
    error,
    props: { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': told || undefined } as const,
  };
}

export function ErrorLine({ id, children }: { id: string; children?: string }) {
  if (!children) return null;
  return (
    <p id={`${id}-error`} className="mt-1.5 flex items-start gap-1.5 text-sm font-semibold text-danger">
      <CircleAlert className="mt-1 size-4 shrink-0" aria-hidden />
      {children}
    </p>
  );
}

/** The author may leave the field as it is and say why. */
function Answer({ id }: { id: string }) {
  const { t } = useTranslation();
  const { answers, answer } = useForm();
  const [open, set] = useState(!!answers[id]);
  const box = useId();
  if (!open)
    return (
      <Button onPress={() => set(true)} className={`${btn.small} mt-3`}>
        <MessageSquareReply className="flip size-4" aria-hidden />
        {t('answer.open')}
      </Button>
    );
  return (
    <div className="mt-3">
      <label htmlFor={box} className="block text-sm font-semibold text-ink">
        {t('answer.label')}
      </label>
      <textarea
        id={box}
        dir="auto"
        rows={2}
        maxLength={2000}
        value={answers[id] ?? ''}
        onChange={(e) => answer(id, e.target.value)}
        className={`${control} mt-1 py-2`}
      />
    </div>
  );
}

export function Asked({ pointer, exact = true }: { pointer: string; exact?: boolean }) {
  const lang = useLang();
  const { requests } = useForm();
  return requests
    .filter((r) => (exact ? r.field === pointer : r.field.startsWith(`${pointer}/`)))
    .map((r) => (
      <ChangeRequest key={r.id} r={r} lang={lang}>
        <Answer id={r.id} />
      </ChangeRequest>
    ));
}

export function Field(p: { pointer: string; hint?: string; optional?: boolean; children: ReactNode; lang?: string }) {
  const { t } = useTranslation();
  const { id, label, error } = useFieldParts(p.pointer);
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-sm font-semibold">
        {label}
        {p.optional && <span className="font-normal text-muted">{t('form.optional')}</span>}
      </label>
      {p.children}
      {p.hint && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-muted">
          {p.hint}
        </p>
      )}
      <ErrorLine id={id}>{error}</ErrorLine>
      <Asked pointer={p.pointer} />
    </div>
  );
}

/** Several controls under one question; the question is what faults and requests name. */
export function Group(p: { pointer: string; hint?: string; optional?: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  const { id, label, error } = useFieldParts(p.pointer);
  return (
    <fieldset id={id} tabIndex={-1} className="min-w-0 rounded-lg" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-sm font-semibold">
        {label}
        {p.optional && <span className="font-normal text-muted">{t('form.optional')}</span>}
      </legend>
      {p.hint && <p className="-mt-1 mb-2 text-sm text-muted">{p.hint}</p>}
      {p.children}
      <ErrorLine id={id}>{error}</ErrorLine>
      <Asked pointer={p.pointer} />
    </fieldset>
  );
}

/** One row of a list: its own box, named and numbered, with a way to take it away. */
export function RowBox({ pointer, remove, children }: { pointer: string; remove?: ReactNode; children: ReactNode }) {
  const name = useFieldName()(pointer);
  return (
    <fieldset
      id={anchor(pointer)}
      tabIndex={-1}
      className="relative min-w-0 rounded-card border border-line bg-raised p-4 sm:p-5"
    >
      <legend className="sr-only">{name}</legend>
      <div className="mb-3 flex items-center gap-2">
        <p className="font-display font-semibold text-brand" aria-hidden>
          {name}
        </p>
        <span className="ms-auto">{remove}</span>
      </div>
      <div className="space-y-4">{children}</div>
      <Asked pointer={pointer} />
    </fieldset>
  );
}
