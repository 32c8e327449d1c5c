import { useTranslation } from 'react-i18next';

const keys = [
  ['/', 'search'],
  ['?', 'keys'],
  ['Esc', 'close'],
  ['Tab', 'next'],
  ['← →', 'photos'],
] as const;

/** The keys there are, and what each does. */
export function Keys() {
  const { t } = useTranslation();
  return (
    <dl className="mt-3 divide-y divide-line">
      {keys.map(([key, act]) => (
        <div key={key} className="flex items-baseline gap-4 py-2">
          <dt className="w-16 shrink-0">
            <kbd dir="ltr" className="rounded-md border border-line-strong bg-bg px-2 py-0.5 font-sans text-sm">
              {key}
            </kbd>
          </dt>
          <dd className="text-muted">{t(`keys.${act}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
