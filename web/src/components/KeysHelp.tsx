import { useEffect, useState } from 'react';
import { later } from '../lib/later';

const Dialog = later(() => import('./KeysDialog').then((m) => m.KeysDialog), 'help');

/** `?` lists the keys, unless the reader is writing. */
export function KeysHelp() {
  const [open, set] = useState(false);
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.key !== '?' && e.key !== '؟') return;
      if ((e.target as HTMLElement).closest('input, textarea, select, [contenteditable], [role=dialog]')) return;
      e.preventDefault();
      set(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return open && <Dialog close={() => set(false)} />;
}
