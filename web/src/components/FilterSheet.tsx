import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { SlidersHorizontal } from 'lucide-react';

const Sheet = lazy(() => import('./Sheet'));

/** The phone's way to the same filters: one button with a count, one sheet, fetched when it is opened. */
export function FilterSheet(p: { active: number; title: string; apply: string; children: ReactNode }) {
  const { t } = useTranslation();
  const [open, set] = useState(false);
  const close = () => set(false);
  return (
    <>
      <Button
        onPress={() => set(true)}
        className="flex h-11 shrink-0 cursor-pointer items-center gap-2 rounded-xl border border-line-strong bg-surface px-4 text-sm font-semibold text-ink md:hidden"
      >
        <SlidersHorizontal className="size-4.5" aria-hidden />
        {t('filter.button')}
        {p.active > 0 && (
          <span className="num grid size-5 place-items-center rounded-full bg-brand text-xs text-on-brand">{p.active}</span>
        )}
      </Button>
      {open && (
        <Suspense>
          <Sheet title={p.title} close={close}>
            {p.children}
            <Button onPress={close} className="h-12 w-full cursor-pointer rounded-xl bg-brand font-semibold text-on-brand">
              {p.apply}
            </Button>
          </Sheet>
        </Suspense>
      )}
    </>
  );
}
