import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { SearchBox } from './SearchBox';
import { FilterSheet } from './FilterSheet';
import { useMedia } from '../lib/text';

/** The row above every list: search, choices, chips, count and the way back. On a phone the choices move to a sheet. */
export function FilterRow(p: {
  title: string;
  label: string;
  q?: string;
  onSearch: (q?: string) => void;
  hint?: ReactNode;
  picks: ReactNode;
  /** Choices that do not fit beside the search: a row of their own, in the sheet on a phone. */
  more?: ReactNode;
  chips: ReactNode;
  active: number;
  count?: string;
  loading?: string;
  onReset: () => void;
  tools?: ReactNode;
}) {
  const { t } = useTranslation();
  const wide = useMedia('(min-width: 48rem)');
  return (
    <section aria-label={p.title} className="no-print space-y-3">
      <div className="flex items-center gap-3">
        <SearchBox label={p.label} value={p.q} onChange={p.onSearch} describedBy={p.hint ? 'search-hint' : undefined} />
        {wide && <div className="flex items-center gap-4">{p.picks}</div>}
        <FilterSheet active={p.active} title={p.title} apply={t('filter.apply') + (p.count === undefined ? '' : ' · ' + p.count)}>
          {p.picks}
          {p.more}
          <div className="flex flex-wrap gap-2">{p.chips}</div>
        </FilterSheet>
      </div>
      {p.hint && (
        <p id="search-hint" className="text-sm text-muted">
          {p.hint}
        </p>
      )}
      {wide && p.more && <div className="flex flex-wrap items-center gap-x-5 gap-y-3">{p.more}</div>}
      <div className="flex items-center gap-2">
        <div className="hidden flex-wrap items-center gap-2 md:flex">{p.chips}</div>
        <p role="status" className="num shrink-0 whitespace-nowrap text-sm font-semibold text-ink md:ms-auto">
          {p.count ?? p.loading}
        </p>
        {(p.active > 0 || p.q) && (
          <Button onPress={p.onReset} className="cursor-pointer text-sm text-brand underline underline-offset-4">
            {t('filter.reset')}
          </Button>
        )}
        {p.tools && <div className="ms-auto flex items-center gap-1 md:ms-2">{p.tools}</div>}
      </div>
    </section>
  );
}
