import { useCallback, useEffect, useRef, useState } from 'react';
import { createCampaign, patchCampaign, readCampaign } from '../api/campaigns';
import { newKey, sessionEnded } from '../api/client';
import { queryClient } from '../api/queries';
import { asProblem, isPassing, type Problem } from '../api/problem';
import type { Campaign, Editable } from '../api/types';
import { blank, editable, patchOf, toWire, type Wire } from './draft';
import { write } from './pointer';

export type SaveState = 'clean' | 'dirty' | 'saving' | 'saved' | 'refused' | 'waiting' | 'conflict';
const PAUSE = 900;

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
  const now = useRef({ draft, campaign, sent: toWire(draft) as Wire, key: newKey(), busy: null as Promise<void> | null, state });
  now.current.draft = draft;
  now.current.state = state;
  const created = useRef(onCreated);
  created.current = onCreated;

  const mark = useCallback((next: SaveState, why: Problem | null = null) => {
    now.current.state = next;
    setState(next);
    setProblem(why);
  }, []);
  const keep = useCallback((c: Campaign, sent: Wire) => {
    now.current.campaign = c;
    now.current.sent = sent;
    setCampaign(c);
    void queryClient.invalidateQueries({ queryKey: ['screen'], refetchType: 'none' });
  }, []);

  /** A member the server refuses must not hold up the others: they are kept, then the refusal is told. */
  const send = useCallback(
    async (patch: Partial<Wire>) => {
      const { campaign: c, sent } = now.current;
      try {
        keep(await patchCampaign(c!.id, c!.version, patch), { ...sent, ...patch });
      } catch (error) {
        const bad = new Set(asProblem(error).errors.map((e) => e.pointer.split('/')[1]));
        const rest = Object.fromEntries(Object.entries(patch).filter(([member]) => !bad.has(member)));
        if (bad.size && Object.keys(rest).length) keep(await patchCampaign(c!.id, c!.version, rest), { ...sent, ...rest });
        throw error;
      }
    },
    [keep],
  );

  const once = useCallback(async () => {
    const it = now.current;
    const wire = toWire(it.draft);
    if (!it.campaign) {
      if (!wire.title.ar.trim() && !wire.title.en.trim()) return mark('clean');
      const made = await createCampaign(wire.title, it.key);
      keep(made, { ...toWire(blank()), title: wire.title });
      created.current(made);
    }
    const patch = patchOf(now.current.sent, wire);
    if (Object.keys(patch).length) await send(patch);
    mark(now.current.draft === it.draft ? 'saved' : 'dirty');
  }, [keep, mark, send]);

  /** One save at a time; the promise ends when what stood on the screen at the call is kept, or says why not. */
  const save = useCallback(async (): Promise<boolean> => {
    const it = now.current;
    if (it.busy) await it.busy.catch(() => undefined);
    if (now.current.state === 'conflict') return false;
    mark('saving');
    it.busy = once();
    try {
      await it.busy;
      return true;
    } catch (error) {
      const p = asProblem(error);
      mark(p.status === 412 ? 'conflict' : isPassing(p) || p.status === 401 ? 'waiting' : 'refused', p);
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

  useEffect(() => {
    if (state === 'clean' || state === 'saved') return;
    const warn = (e: BeforeUnloadEvent) => e.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [state]);

  /** After "changed since you opened it": theirs alone, or theirs with my unsaved members on top. */
  const resolve = useCallback(
    async (mine: boolean) => {
      const theirs = await readCampaign(now.current.campaign!.id);
      const unsaved = patchOf(now.current.sent, toWire(now.current.draft));
      const base = editable(theirs);
      const kept = Object.keys(unsaved) as (keyof Editable)[];
      const merged = mine ? { ...base, ...Object.fromEntries(kept.map((k) => [k, now.current.draft[k]])) } : base;
      keep(theirs, toWire(base));
      setDraft(merged as Editable);
      setEdition((n) => n + 1);
      mark(mine ? 'dirty' : 'saved');
    },
    [keep, mark],
  );
  const unsaved = () => Object.keys(patchOf(now.current.sent, toWire(draft)));

  /** As the server last answered, without waiting for the next drawing. */
  const latest = () => now.current.campaign;

  return { draft, set, state, campaign, problem, save, resolve, unsaved, latest, edition };
}
