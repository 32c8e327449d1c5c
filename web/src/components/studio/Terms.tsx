import { Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Check } from 'lucide-react';
import type { Terms } from '../../api/studio';
import type { Lang } from '../../lib/dates';

/** The terms of use and the one tick they need, before anything is taken for the first time. */
export function TermsBox(p: { terms: Terms; lang: Lang; agreed: boolean; agree: (yes: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Checkbox
      isSelected={p.agreed}
      onChange={p.agree}
      className="group flex w-full cursor-pointer sm:order-last items-start gap-2 text-sm"
    >
      <span className="mt-1 grid size-5 shrink-0 place-items-center rounded border border-line-strong text-transparent group-selected:border-brand group-selected:bg-brand group-selected:text-on-brand group-data-focus-visible:outline-3 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-brand">
        <Check className="size-3.5" strokeWidth={3} aria-hidden />
      </span>
      <span>
        <span className="font-semibold">{t('terms.agree')}</span> <span className="text-muted">{p.terms.text[p.lang]}</span>
      </span>
    </Checkbox>
  );
}
