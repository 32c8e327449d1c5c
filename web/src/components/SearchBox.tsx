import { lazy, Suspense, useEffect, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Search, X } from 'lucide-react';
import type { ChoiceProps } from './Choice';

const Choice = lazy(() => import('./Choice'));

/** A list box is 26 KB that no first paint needs: its place is kept, and a phone fetches it when its sheet opens. */
export const Pick = <T extends string>(p: ChoiceProps<T>) => (
  <Suspense fallback={<span className="skeleton h-11 w-full md:w-44" aria-hidden />}>
    <Choice {...(p as unknown as ChoiceProps)} />
  </Suspense>
);

/** Tells what was typed once the reader pauses, so that a word is one request and not five. */
export function SearchBox(p: { label: string; value?: string; onChange: (v?: string) => void; describedBy?: string }) {
  const { t } = useTranslation();
  const [typed, type] = useState(p.value ?? '');
  const [known, know] = useState(p.value);
  if (known !== p.value) {
    know(p.value);
    if ((p.value ?? '') !== typed.trim()) type(p.value ?? '');
  }
  const { onChange, value } = p;
  useEffect(() => {
    const word = typed.trim() || undefined;
    if (word === value) return;
    const timer = setTimeout(() => onChange(word), 250);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <SearchField
      value={typed}
      onChange={type}
      aria-label={p.label}
      aria-describedby={p.describedBy}
      className="group relative min-w-0 flex-1"
    >
      <Search className="pointer-events-none absolute start-3.5 top-1/2 size-4.5 -translate-y-1/2 text-muted" aria-hidden />
      <Input
        placeholder={p.label}
        className="h-11 w-full rounded-xl border border-line-strong bg-surface ps-11 pe-11 text-ink placeholder:text-muted [&::-webkit-search-cancel-button]:hidden"
      />
      <Button
        aria-label={t('filter.clear')}
        className="absolute end-2 top-1/2 grid size-8 -translate-y-1/2 cursor-pointer place-items-center rounded-lg text-muted group-empty:hidden hover:text-ink"
      >
        <X className="size-4" aria-hidden />
      </Button>
    </SearchField>
  );
}
