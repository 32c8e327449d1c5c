import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageSquarePlus, PenLine } from 'lucide-react';
import { Button } from 'react-aria-components';
import { anchor, useFieldName } from '../lib/fields';
import { useLang } from '../lib/lang';
import { useReview } from '../lib/review';
import { within } from '../lib/pointer';
import { ChangeRequest } from './ChangeRequest';
import { btn } from './ui';

function NoteEditor({ field, close }: { field: string; close: () => void }) {
  const { t } = useTranslation();
  const name = useFieldName()(field);
  const { notes, note } = useReview();
  const [text, type] = useState(notes[field] ?? '');
  const id = useId();
  const keep = () => {
    note(field, text.trim() || undefined);
    close();
  };
  return (
    <div className="mt-2 rounded-xl border-2 border-warn bg-warn-soft p-4">
      <label htmlFor={id} className="block text-sm font-semibold text-warn">
        {t('review.note', { field: name })}
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={3}
        autoFocus
        value={text}
        onChange={(e) => type(e.target.value)}
        className="mt-2 w-full rounded-xl border border-line-strong bg-surface px-3 py-2 text-ink"
      />
      <div className="mt-2 flex gap-2">
        <Button onPress={keep} className={btn.small}>
          {t('review.keep')}
        </Button>
        <Button onPress={close} className={btn.small}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}

/** A field of the campaign as the reviewer meets it: a way to ask for a change beside it, what was asked beneath it.
 * `whole` is a list whose rows are fields of their own. */
export function Reviewed({
  field,
  children,
  className,
  whole,
}: {
  field: string;
  children?: ReactNode;
  className?: string;
  whole?: boolean;
}) {
  const lang = useLang();
  const { t } = useTranslation();
  const name = useFieldName()(field);
  const { asking, notes, open } = useReview();
  const [editing, edit] = useState(false);
  const asked = open.filter((r) => (whole ? r.field === field : within(r.field, field)));
  const note = notes[field];
  return (
    <div id={anchor(field)} className={`group/field relative ${className ?? ''}`}>
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">{children}</div>
        {asking && !editing && note === undefined && (
          <Button
            onPress={() => edit(true)}
            aria-label={t('review.ask', { field: name })}
            className={`${btn.icon} no-print -my-1`}
          >
            <MessageSquarePlus className="size-4.5" aria-hidden />
          </Button>
        )}
      </div>
      {editing && <NoteEditor field={field} close={() => edit(false)} />}
      {!editing && note !== undefined && (
        <div className="mt-2 flex items-start gap-3 rounded-xl border-2 border-dashed border-warn bg-warn-soft p-3 text-sm">
          <p dir="auto" className="min-w-0 flex-1 whitespace-pre-line text-ink">
            <span className="font-semibold text-warn">{t('review.yours')} </span>
            {note}
          </p>
          <Button onPress={() => edit(true)} aria-label={`${t('review.rewrite')}: ${name}`} className={btn.icon}>
            <PenLine className="size-4" aria-hidden />
          </Button>
        </div>
      )}
      {asked.map((r) => (
        <ChangeRequest key={r.id} r={r} lang={lang} />
      ))}
    </div>
  );
}
