import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Plus, Trash2 } from 'lucide-react';
import { btn } from '../ui';

/** Like things to write under each other: one more at the end, each with its way out. */
export function ListOf<T>(p: {
  title: string;
  rows: T[];
  set: (rows: T[]) => void;
  make: () => T;
  add: string;
  most: number;
  children: (row: T, change: (part: Partial<T>) => void) => ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className="space-y-3">
      <legend className="sr-only">{p.title}</legend>
      {p.rows.map((row, at) => (
        <div key={at} role="group" aria-label={`${p.title} ${at + 1}`} className="flex items-start gap-2 rounded-xl bg-bg p-4">
          <div className="min-w-0 flex-1 space-y-4">
            {p.children(row, (part) => p.set(p.rows.map((one, i) => (i === at ? { ...one, ...part } : one))))}
          </div>
          <Button
            onPress={() => p.set(p.rows.filter((_, i) => i !== at))}
            aria-label={`${t('shelf.remove')}: ${p.title} ${at + 1}`}
            className={btn.icon}
          >
            <Trash2 className="size-4.5" aria-hidden />
          </Button>
        </div>
      ))}
      {p.rows.length < p.most && (
        <Button onPress={() => p.set([...p.rows, p.make()])} className={btn.quiet}>
          <Plus className="size-4.5" aria-hidden />
          {p.add}
        </Button>
      )}
    </fieldset>
  );
}
