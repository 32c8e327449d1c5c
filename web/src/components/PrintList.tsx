import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Printer } from 'lucide-react';
import { Press } from './Press';
import { btn } from './ui';

type List = { hasNextPage: boolean; fetchNextPage: () => Promise<List & { isError: boolean }> };

/** Prints the whole list: the pages that were not asked for yet are fetched first. */
export function PrintList({ list }: { list: List }) {
  const { t } = useTranslation();
  const [busy, set] = useState(false);
  const run = async () => {
    set(true);
    let all: List & { isError?: boolean } = list;
    while (all.hasNextPage && !all.isError) all = await all.fetchNextPage();
    set(false);
    // A frame later, so that paper shows what was fetched.
    if (!all.isError) requestAnimationFrame(() => print());
  };
  return (
    <Press onPress={() => void run()} pending={busy} className={`${btn.onDark} no-print`}>
      <Printer className="size-4.5" aria-hidden />
      {t('list.print')}
    </Press>
  );
}
