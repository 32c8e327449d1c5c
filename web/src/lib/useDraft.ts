import { useCallback, useEffect, useRef, useState } from 'react';
import { createCampaign, patchCampaign } from '../api/campaigns';
import { sessionEnded } from '../api/client';
import { queryClient } from '../api/queries';
import { asProblem, isPassing, type Problem } from '../api/problem';
import type { Campaign, Editable } from '../api/types';
import { ownVersion, recordOf } from '../api/versions';
import { perform, readRecord } from '../api/writes';
import { askChoices } from './conflicts';
import { blank, editable, toWire, type Wire } from './draft';
import { merge } from './merge';
import { useNaming } from './naming';
import { write } from './pointer';
import { sendEdit, Withheld } from './sendWrite';
import { useUnsaved } from './unsaved';

export type SaveState = 'clean' | 'dirty' | 'saving' | 'saved' | 'refused' | 'waiting' | 'conflict';
const PAUSE = 900;

/** What of a patch the server does not refuse; nothing when that is all or none of it. */
function unrefused(patch: Partial<Wire>, error: unknown): Partial<Wire> | undefined {
  const bad = new Set(asProblem(error).errors.map((one) => one.pointer.split('/')[1]));
  const rest = Object.fromEntries(Object.entries(patch).filter(([member]) => !bad.has(member)));
  return bad.size && Object.keys(rest).length ? rest : undefined;
}

/**
 * The draft on the screen and its copy on the server, which follows by itself: a POST at the first title, then merge
 * patches of what changed. What cannot be saved now stays, says so, and goes when it can.
 */
export function useDraft(first: Campaign | null, onCreated: (campaign: Campaign) => void) {
  const [draft, setDraft] = useState<Editable>(() => (first ? editable(first) : blank()));
  const [state, setState] = useState<SaveState>(first ? 'saved' : 'clean');
  const [campaign, setCampaign] = useState(first);
  const [edition, setEdition] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const naming = useNaming();
  const now = useRef({ draft, campaign, busy: null as Promise<void> | null, state });
  now.current.draft = draft;
  now.current.state = state;
  const told = useRef({ onCreated, naming });
  told.current = { onCreated, naming };

  const mark = useCallback((next: SaveState, why: Problem | null = null) => {
    now.current.state = next;
    setState(next);
    setProblem(why);
  }, []);
  const keep = useCallback((c: Campaign) => {
    now.current.campaign = c;
    setCampaign(c);
    void queryClient.invalidateQueries({ queryKey: ['screen'], refetchType: 'none' });
  }, []);

  /** Sends what was changed. What somebody else saved meanwhile comes into the form; where both wrote, the author chooses. */
  const send = useCallback(
    async (typed: Editable) => {
      const record = now.current.campaign!;
      const patched = (changes: Partial<Wire>) => patchCampaign(record.id, changes);
      let joined: Editable | undefined;
      const saved = await sendEdit(
        { record, typed, fields: editable, wire: toWire, joined: (both) => (joined = both) },
        {
          async send(patch, version) {
            try {
              return await perform(patched(patch!), { version });
            } catch (error) {
              // A member the server refuses must not hold up the others: they are kept, then the refusal is told.
              const rest = unrefused(patch!, error);
              if (rest) keep(await perform(patched(rest), { version }));
              throw error;
            }
          },
          read: () => readRecord(patched({})) as Promise<Campaign>,
          own: (seen) => ownVersion(recordOf(patched({})), seen),
          isStale: (error) => asProblem(error).status === 412,
          choose: (clashes) => askChoices(clashes, told.current.naming),
          goAhead: async () => false,
        },
      );
      keep(saved);
      if (!joined) return;
      const both = joined;
      setDraft((typing) => merge(typed, both, typing).merged);
      setEdition((n) => n + 1);
    },
    [keep],
  );

  const once = useCallback(async () => {
    const it = now.current;
    const { draft: typed } = it;
    if (!it.campaign) {
      const { title } = toWire(typed);
      if (!title.ar.trim() && !title.en.trim()) return mark('clean');
      const made = await perform(createCampaign(title));
      keep(made);
      told.current.onCreated(made);
    }
    await send(typed);
    mark(now.current.draft === typed ? 'saved' : 'dirty');
  }, [keep, mark, send]);

  /** One save at a time; the promise ends when what stood on the screen at the call is kept, or says why not. */
  const save = useCallback(async (): Promise<boolean> => {
    const it = now.current;
    if (it.busy) await it.busy.catch(() => undefined);
    mark('saving');
    it.busy = once();
    try {
      await it.busy;
      return true;
    } catch (error) {
      if (error instanceof Withheld) mark('conflict');
      else {
        const p = asProblem(error);
        mark(p.status === 412 ? 'conflict' : isPassing(p) || p.status === 401 ? 'waiting' : 'refused', p);
      }
      return false;
    } finally {
      it.busy = null;
    }
  }, [mark, once]);

  const set = useCallback(
    (pointer: string, value: unknown) => {
      setDraft((d) => write(d, pointer, value));
      if (now.current.state !== 'conflict') mark('dirty');
    },
    [mark],
  );

  useEffect(() => {
    if (state !== 'dirty') return;
    const timer = setTimeout(() => void save(), PAUSE);
    return () => clearTimeout(timer);
  }, [draft, state, save]);

  // What waits goes again after a while, when the network is back, or when the reader has signed in again.
  useEffect(() => {
    if (state !== 'waiting') return;
    const again = () => !sessionEnded.get() && void save();
    const timer = setInterval(again, 8000);
    addEventListener('online', again);
    const stop = sessionEnded.subscribe(again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
      stop();
    };
  }, [state, save]);

  useUnsaved(draft, { dirty: state !== 'clean' && state !== 'saved', flush: save });

  /** As the server last answered, without waiting for the next drawing. */
  const latest = () => now.current.campaign;

  return { draft, set, state, campaign, problem, save, latest, edition };
}
