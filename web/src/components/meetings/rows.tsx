import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Search, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Choosable } from '../../api/meetings';
import type { Lang } from '../../lib/dates';
import { btn, control } from '../ui';

export const eyes = ['all', 'members', 'secretariat'] as const;

/** A group of a form with what was chosen so far, each with its way out. */
export function Chosen({ title, none, rows, children }: { title: string; none: string; rows: ReactNode[]; children: ReactNode }) {
  return (
    <fieldset className="min-w-0 rounded-xl border border-line p-4">
      <legend className="px-1 text-sm font-semibold">{title}</legend>
      {rows.length ? <ul className="mb-3 divide-y divide-line">{rows}</ul> : <p className="mb-3 text-sm text-muted">{none}</p>}
      {children}
    </fieldset>
  );
}

export function Line({ name, off, children }: { name: string; off: () => void; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <li className="flex flex-wrap items-center gap-2 py-2 text-sm">
      <bdi className="min-w-0 flex-1 basis-40 font-semibold">{name}</bdi>
      {children}
      <Button onPress={off} aria-label={`${t('item.takeoff')}: ${name}`} className={btn.icon}>
        <X className="size-4" aria-hidden />
      </Button>
    </li>
  );
}

/** A search whose hits are buttons: what is pressed is chosen. */
export function Finder<T extends Choosable>(p: {
  label: string;
  name: string;
  find: (q: string) => Promise<T[]>;
  choose: (one: T) => void;
  lang: Lang;
}) {
  const { t } = useTranslation();
  const [q, set] = useState('');
  const words = q.trim();
  const found = useQuery({ queryKey: ['finder', p.name, words], queryFn: () => p.find(words), enabled: words.length > 1 });
  return (
    <div>
      <label className="block text-sm">
        <span className="mb-1 flex items-center gap-1.5 text-muted">
          <Search className="size-4" aria-hidden />
          {p.label}
        </span>
        <input type="search" dir="auto" value={q} onChange={(e) => set(e.target.value)} className={`${control} h-11`} />
      </label>
      <p role="status" className="mt-1 text-sm text-muted empty:hidden">
        {words.length > 1 && found.data?.length === 0 ? t('finder.none') : found.error ? t('finder.away') : ''}
      </p>
      {words.length > 1 && !!found.data?.length && (
        <ul className="mt-2 max-h-56 overflow-y-auto rounded-xl border border-line">
          {found.data.map((one) => (
            <li key={one.id}>
              <Button
                onPress={() => {
                  p.choose(one);
                  set('');
                }}
                className="flex min-h-11 w-full cursor-pointer flex-wrap items-center gap-x-2 px-3 py-2 text-start text-sm hover:bg-brand-soft"
              >
                <bdi className="font-semibold">{one.label[p.lang]}</bdi>
                {one.detail && (
                  <bdi dir="ltr" className="num text-muted">
                    {one.detail}
                  </bdi>
                )}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
