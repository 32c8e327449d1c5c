import type { ReactNode } from 'react';
import { store } from './store';

export type Toast = {
  id: number;
  tone: 'ok' | 'brand' | 'danger';
  title: string;
  body?: ReactNode;
  action?: { label: string; to: string };
};

export const toasts = store<Toast[]>([]);
let count = 0;

export function dismiss(id: number) {
  toasts.set(toasts.get().filter((x) => x.id !== id));
}
/** Says something once, in the corner; a failure stays until it is dismissed. */
export function toast(t: Omit<Toast, 'id'>, lasting = t.tone === 'danger') {
  const id = ++count;
  toasts.set([...toasts.get().slice(-2), { ...t, id }]);
  if (!lasting) setTimeout(() => dismiss(id), t.action ? 12_000 : 6000);
}
