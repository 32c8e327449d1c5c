import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { namedQuery } from '../../api/forum';
import type { Lang } from '../../lib/dates';
import { askedFor, completed, type Called } from '../../lib/mentions';

/** What was typed once the writer pauses. */
function useSettled(value: string | undefined, after = 200) {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), after);
    return () => clearTimeout(timer);
  }, [value, after]);
  return settled;
}

/** A text in which an @ offers members to mention; arrows choose one, Enter takes it, Escape goes on writing. */
export function MentionBox(p: {
  id: string;
  describedBy: string;
  text: string;
  called: Called[];
  write: (text: string) => void;
  call: (person: Called) => void;
  lang: Lang;
}) {
  const { t } = useTranslation();
  const box = useRef<HTMLTextAreaElement>(null);
  const [caret, move] = useState(0);
  const [at, point] = useState(0);
  const [shut, shutFor] = useState<string>();
  const begun = askedFor(p.text, caret, p.called);
  const wanted = useSettled(begun);
  const { data } = useQuery(namedQuery(begun === undefined ? '' : (wanted ?? '')));
  const open = !!begun && begun !== shut && wanted !== undefined && data !== undefined;
  const people = open ? data.items : [];
  const chosen = Math.min(at, people.length - 1);
  const option = (i: number) => `${p.id}-person-${i}`;

  function take(i: number) {
    const person = people[i];
    if (!person || begun === undefined) return;
    const name = person.name[p.lang];
    const [text, after] = completed(p.text, caret, begun, name);
    p.call({ id: person.id, name });
    p.write(text);
    move(after);
    point(0);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(after, after);
    });
  }
  function press(e: KeyboardEvent) {
    if (!people.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) point((chosen + step + people.length) % people.length);
    else if (e.key === 'Enter' || e.key === 'Tab') take(chosen);
    else if (e.key === 'Escape') shutFor(begun);
    else return;
    e.preventDefault();
  }
  return (
    <div className="relative">
      <textarea
        ref={box}
        id={p.id}
        dir="auto"
        rows={3}
        maxLength={4000}
        value={p.text}
        aria-autocomplete="list"
        aria-describedby={p.describedBy}
        aria-controls={people.length ? `${p.id}-people` : undefined}
        aria-activedescendant={people.length ? option(chosen) : undefined}
        onChange={(e) => {
          p.write(e.target.value);
          move(e.target.selectionStart);
          point(0);
        }}
        onSelect={(e) => move(e.currentTarget.selectionStart)}
        onKeyDown={press}
        className="mt-1.5 w-full rounded-xl border border-line-strong bg-surface px-3 py-2 text-ink"
      />
      {open && (
        <div className="absolute inset-x-0 top-full z-20 -mt-1 rounded-xl border border-line bg-surface p-1.5 shadow-pop">
          {people.length === 0 && <p className="px-3 py-2 text-sm text-muted">{t('comments.nobody')}</p>}
          {people.length > 0 && (
            <div id={`${p.id}-people`} role="listbox" aria-label={t('comments.people')}>
              {people.map((one, i) => (
                <div
                  key={one.id}
                  id={option(i)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={i === chosen}
                  onPointerDown={(e) => {
                    e.preventDefault();
                    take(i);
                  }}
                  className={`cursor-pointer rounded-lg px-3 py-2 text-sm ${i === chosen ? 'bg-brand-soft text-brand' : ''}`}
                >
                  <bdi className="font-semibold">{one.name[p.lang]}</bdi>
                  <span className="block text-xs text-muted">{one.entity.name[p.lang]}</span>
                </div>
              ))}
            </div>
          )}
        </div>
      )}
      <p role="status" className="sr-only">
        {people.length > 0 && `${t('comments.people')}: ${people.length}`}
      </p>
    </div>
  );
}
