import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { documentsQuery } from '../../api/sources';
import { useLang } from '../../lib/lang';
import { OneFound } from '../OneFound';
import { SearchBox } from '../SearchBox';
import { Fault } from '../states';

/** The document in force that leads on whoever opens a withdrawn version; '' = none. */
export function Replacement({ not, chosen, choose }: { not: string; chosen: string; choose: (id: string) => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const hint = useId();
  const [q, search] = useState<string>();
  const searched = useCallback(
    (word?: string) => {
      choose('');
      search(word);
    },
    [choose],
  );
  const { data, error } = useInfiniteQuery(documentsQuery({ q, state: 'in-force' }));
  const found = data?.pages.flatMap((page) => page.items).filter((one) => one.id !== not);
  return (
    <div className="space-y-2">
      <p className="font-semibold">{t('shelf.replacement')}</p>
      <p id={hint} className="text-sm text-muted">
        {t('shelf.replacement.hint')}
      </p>
      <SearchBox label={t('shelf.replacement.find')} value={q} onChange={searched} describedBy={hint} />
      {error && <Fault compact error={error} />}
      {!found && !error && <div className="skeleton h-40" />}
      {found && (
        <OneFound
          name="replacement"
          legend={t('shelf.replacement')}
          items={[
            { id: '', title: t('shelf.replacement.none') },
            ...found.map((one) => ({ id: one.id, title: one.title[lang] })),
          ]}
          chosen={chosen}
          choose={choose}
        />
      )}
    </div>
  );
}
