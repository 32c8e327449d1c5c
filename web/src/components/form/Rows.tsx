import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Plus, Trash2 } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useField } from '../../lib/form';
import { anchor, useFieldName } from '../../lib/fields';
import { btn } from '../ui';
import { Asked, RowBox } from './Field';

/** A list of like things: each in its box, one more at the end, the last one stays. */
export function Rows<T>(p: {
  pointer: string;
  make: () => T;
  add: string;
  most: number;
  least?: number;
  children: (pointer: string, row: T) => ReactNode;
}) {
  const { t } = useTranslation();
  const name = useFieldName();
  const [rows, set] = useField<T[]>(p.pointer);
  const least = p.least ?? 1;
  return (
    <div className="space-y-4">
      <Asked pointer={p.pointer} />
      {rows.map((row, i) => {
        const pointer = `${p.pointer}/${i}`;
        return (
          <RowBox
            key={i}
            pointer={pointer}
            remove={
              rows.length > least && (
                <Button
                  onPress={() => set(rows.filter((_, at) => at !== i))}
                  aria-label={`${t('form.remove')}: ${name(pointer)}`}
                  className={btn.icon}
                >
                  <Trash2 className="size-4.5" aria-hidden />
                </Button>
              )
            }
          >
            {p.children(pointer, row)}
          </RowBox>
        );
      })}
      {rows.length < p.most && (
        <Button
          onPress={() => {
            set([...rows, p.make()]);
            requestAnimationFrame(() => document.getElementById(anchor(`${p.pointer}/${rows.length}`))?.focus());
          }}
          className={btn.quiet}
        >
          <Plus className="size-4.5" aria-hidden />
          {p.add}
        </Button>
      )}
    </div>
  );
}
