import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageSquarePlus, PenLine } from 'lucide-react';
import { Button } from 'react-aria-components';
import { anchor, useFieldName } from '../lib/fields';
import { useLang } from '../lib/lang';
import { useReview } from '../lib/review';
import { within } from '../lib/pointer';
import { useUnsaved } from '../lib/unsaved';
import { ChangeRequest } from './ChangeRequest';
import { btn } from './ui';

function NoteEditor({ field, close }: { field: string; close: () => void }) {
  const { t } = useTranslation();
  const name = useFieldName()(field);
  const { notes, note } = useReview();
  const [text, type] = useState(notes[field] ?? '');
  const id = useId();
  const unsaved = useUnsaved(text);
  const keep = () => {
    unsaved.saved();
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
        maxLength={2000}
        value={text}
        onChange={(e) => type(e.target.value)}
        className="mt-2 w-full rounded-xl border border-line-strong bg-surface px-3 py-2 text-ink"
      />
      <div className="mt-2 flex gap-2">
        <Button onPress={keep} className={btn.small}>
          {t('review.keep')}
        </Button>
        <Button onPress={() => unsaved.dismiss(close)} className={btn.small}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}

function OwnNote({ note, name, edit }: { note: string; name: string; edit: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="mt-2 flex items-start gap-3 rounded-xl border-2 border-dashed border-warn bg-warn-soft p-3 text-sm">
      <p dir="auto" className="min-w-0 flex-1 whitespace-pre-line text-ink">
        <span className="font-semibold text-warn">{t('review.yours')} </span>
        {note}
      </p>
      <Button onPress={edit} aria-label={`${t('review.rewrite')}: ${name}`} className={btn.icon}>
        <PenLine className="size-4" aria-hidden />
      </Button>
    </div>
  );
}

/** A field in review: the button that asks for a change of it, and what was asked so far. `whole` is a list whose rows
 * are fields of their own. */
export function useReviewed(field: string, whole = false): { ask: ReactNode; notes: ReactNode } {
  const lang = useLang();
  const { t } = useTranslation();
  const name = useFieldName()(field);
  const { asking, notes, requests } = useReview();
  const [editing, edit] = useState(false);
  const asked = requests.filter((r) => (whole ? r.field === field : within(r.field, field)));
  const note = notes[field];
  const ask = asking && !editing && note === undefined && (
    <Button onPress={() => edit(true)} aria-label={t('review.ask', { field: name })} className={`${btn.icon} no-print -my-1.5`}>
      <MessageSquarePlus className="size-4.5" aria-hidden />
    </Button>
  );
  const open = editing || note !== undefined || asked.length > 0;
  return {
    ask,
    notes: open && (
      <>
        {editing && <NoteEditor field={field} close={() => edit(false)} />}
        {!editing && note !== undefined && <OwnNote note={note} name={name} edit={() => edit(true)} />}
        {asked.map((r) => (
          <ChangeRequest key={r.id} r={r} lang={lang} />
        ))}
      </>
    ),
  };
}

/** A part of the campaign as the reviewer meets it. */
export function Reviewed(p: { field: string; children?: ReactNode; className?: string; whole?: boolean }) {
  const { ask, notes } = useReviewed(p.field, p.whole);
  return (
    <div id={anchor(p.field)} className={p.className}>
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">{p.children}</div>
        {ask}
      </div>
      {notes}
    </div>
  );
}
