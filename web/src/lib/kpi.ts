import type { Kpi } from '../api/types';

export type Verdict = {
  way?: number;
  tone: 'ok' | 'accent' | 'danger' | 'plain';
  key: 'met' | 'near' | 'missed' | 'underway' | 'waiting' | 'nobase';
};

/** How far from the baseline to the target the campaign came, or has come while it runs; works for figures that should fall, too. */
export function verdict(k: Kpi, running = false): Verdict {
  if (k.actual === null || k.target === null) return { tone: 'plain', key: k.baseline === null ? 'nobase' : 'waiting' };
  const from = k.baseline ?? 0;
  if (k.target === from) return k.actual >= k.target ? { tone: 'ok', key: 'met' } : { tone: 'danger', key: 'missed' };
  const way = (k.actual - from) / (k.target - from);
  if (way >= 1) return { way, tone: 'ok', key: 'met' };
  if (running) return { way, tone: 'accent', key: 'underway' };
  return way >= 0.75 ? { way, tone: 'accent', key: 'near' } : { way, tone: 'danger', key: 'missed' };
}
