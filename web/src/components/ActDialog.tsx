import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { Undo2, type LucideIcon } from 'lucide-react';
import type { Lang } from '../lib/dates';
import type { Versioned } from '../lib/sendWrite';
import { useApiMutation } from '../lib/useApiMutation';
import { useUnsaved } from '../lib/unsaved';
import type { Write } from '../api/writes';
import { Cancel } from './Cancel';
import { Ask } from './Confirm';
import { Press } from './Press';
import { btn, control } from './ui';

/** A button that opens a dialog with one form. */
export function ActDialog(p: {
  title: string;
  /** What the button says, where that is not the title. */
  label?: string;
  icon?: LucideIcon;
  look?: string;
  wide?: boolean;
  children: (close: () => void) => ReactNode;
}) {
  return (
    <Ask
      title={p.title}
      wide={p.wide}
      trigger={(open) => (
        <Button onPress={open} className={p.look ?? btn.quiet}>
          {p.icon && <p.icon className={`${p.icon === Undo2 ? 'flip ' : ''}size-4.5`} aria-hidden />}
          {p.label ?? p.title}
        </Button>
      )}
    >
      {p.children}
    </Ask>
  );
}

/** The form of an act in its dialog. It stays open until the server has agreed. */
export function ActForm(p: {
  yes: string;
  /** What was typed; never dropped unasked. */
  typed: unknown;
  send: () => void;
  pending: boolean;
  ready?: boolean;
  danger?: boolean;
  children: ReactNode;
}) {
  useUnsaved(p.typed);
  return (
    <form
      className="mt-3 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        if (p.ready !== false) p.send();
      }}
    >
      {p.children}
      <div className="flex flex-wrap gap-3 pt-1">
        <Press
          type="submit"
          pending={p.pending}
          isDisabled={p.ready === false}
          className={p.ready === false ? btn.quiet : p.danger ? btn.danger : btn.primary}
        >
          {p.yes}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}

/** A few sentences. */
export function Area(p: { label: string; value: string; set: (v: string) => void; lang?: Lang; longest?: number }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="text-sm font-semibold">
        {p.label}
      </label>
      <textarea
        id={id}
        required
        minLength={3}
        maxLength={p.longest ?? 2000}
        lang={p.lang}
        dir={p.lang ? (p.lang === 'ar' ? 'rtl' : 'ltr') : 'auto'}
        rows={3}
        value={p.value}
        onChange={(e) => p.set(e.target.value)}
        className={`${control} mt-1.5 py-2.5 leading-7`}
      />
    </div>
  );
}

export type Two = Record<Lang, string>;
export const noWords: Two = { ar: '', en: '' };
export const trimmed = ({ ar, en }: Two): Two => ({ ar: ar.trim(), en: en.trim() });

/** Why something published is put right; its readers see it with both values. */
export function WhyCorrected({ value, set }: { value: string; set: (v: string) => void }) {
  const { t } = useTranslation();
  return (
    <div>
      <Area label={t('reason')} value={value} set={set} />
      <p className="mt-1 text-sm text-muted">{t('reason.seen')}</p>
    </div>
  );
}

/** Why, in both languages, Arabic first: what everybody told of it reads. */
export function Reason({ value, set }: { value: Two; set: (next: Two) => void }) {
  const { t } = useTranslation();
  return (['ar', 'en'] as const).map((lang) => (
    <Area
      key={lang}
      lang={lang}
      label={t(`reason.${lang}`)}
      value={value[lang]}
      set={(typed) => set({ ...value, [lang]: typed })}
    />
  ));
}

type Shared<R> = {
  title: string;
  label?: string;
  icon?: LucideIcon;
  look?: string;
  body?: ReactNode;
  yes: string;
  danger?: boolean;
  said: string;
  record: R;
  /** What the act rests on: when it changed meanwhile the reader is asked. */
  concerns: (record: R) => object;
  may?: (record: R) => boolean;
  act: (reason: Two) => Write;
  onDone?: () => unknown;
};

function ReasonForm<R extends Versioned>({ p, close }: { p: Shared<R>; close: () => void }) {
  const [reason, set] = useState(noWords);
  const act = useApiMutation({
    record: p.record,
    concerns: p.concerns,
    may: p.may,
    act: (given: Two) => p.act(given),
    said: p.said,
    onDone: () => {
      close();
      return p.onDone?.();
    },
  });
  return (
    <ActForm yes={p.yes} danger={p.danger} typed={reason} pending={act.isPending} send={() => act.mutate(trimmed(reason))}>
      {p.body && <div className="text-muted">{p.body}</div>}
      <Reason value={reason} set={set} />
    </ActForm>
  );
}

/** An act that is done with a reason in both languages and nothing else. */
export function ReasonDialog<R extends Versioned>(p: Shared<R>) {
  return (
    <ActDialog title={p.title} label={p.label} icon={p.icon} look={p.look}>
      {(close) => <ReasonForm p={p} close={close} />}
    </ActDialog>
  );
}
