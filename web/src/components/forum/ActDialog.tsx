import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import type { LucideIcon } from 'lucide-react';
import type { Verb } from '../../api/campaigns';
import type { Campaign } from '../../api/types';
import { useAct } from '../../lib/act';
import { useUnsaved } from '../../lib/unsaved';
import { Cancel } from '../Cancel';
import { Ask } from '../Confirm';
import { Press } from '../Press';
import { btn } from '../ui';

export const field = 'mt-1 w-full rounded-xl border border-line-strong bg-surface px-3 py-2 text-ink aria-invalid:border-danger';

/** A button that opens a dialog with one form. */
export function ActDialog(p: { title: string; icon: LucideIcon; primary?: boolean; children: (close: () => void) => ReactNode }) {
  return (
    <Ask
      title={p.title}
      trigger={(open) => (
        <Button onPress={open} className={p.primary ? btn.primary : btn.quiet}>
          <p.icon className="flip size-4.5" aria-hidden />
          {p.title}
        </Button>
      )}
    >
      {p.children}
    </Ask>
  );
}

/** The form of an act: it closes when the server has agreed. `given` is what is sent, undefined while it is not complete. */
export function ActForm(p: {
  yes: string;
  campaign: Campaign;
  verb: Verb;
  /** What was typed; never dropped unasked. */
  typed: unknown;
  given: () => object | undefined;
  close: () => void;
  children: ReactNode;
}) {
  const act = useAct(p.campaign, { onDone: p.close });
  useUnsaved(p.typed);
  return (
    <form
      className="mt-3 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        const body = p.given();
        if (body) act.mutate({ verb: p.verb, body });
      }}
    >
      {p.children}
      <div className="flex gap-3">
        <Press type="submit" pending={act.isPending} className={btn.primary}>
          {p.yes}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}

export type Two = { ar: string; en: string };
export const noWords: Two = { ar: '', en: '' };

/** The same words in both languages, Arabic first. */
export function Both(p: { label: string; value: Two; set: (next: Two) => void; longest: number }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <fieldset>
      <legend className="font-semibold">{p.label}</legend>
      {(['ar', 'en'] as const).map((lang) => (
        <div key={lang} className="mt-1.5">
          <label htmlFor={`${id}${lang}`} className="text-sm text-muted">
            {t(`both.${lang}`)}
          </label>
          <textarea
            id={`${id}${lang}`}
            required
            lang={lang}
            dir={lang === 'ar' ? 'rtl' : 'ltr'}
            rows={3}
            maxLength={p.longest}
            value={p.value[lang]}
            onChange={(e) => p.set({ ...p.value, [lang]: e.target.value })}
            className={field}
          />
        </div>
      ))}
    </fieldset>
  );
}
