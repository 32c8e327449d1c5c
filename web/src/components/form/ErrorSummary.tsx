import { useEffect, useRef } from 'react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { TriangleAlert } from 'lucide-react';
import { stepOf } from '../../lib/draft';
import { anchor, useFieldName } from '../../lib/fields';

/** What stands in the way, in the fields' own words, each a link to its field. Takes the focus when it appears. */
export function ErrorSummary({ faults, stamp }: { faults: Record<string, string>; stamp: number }) {
  const { t } = useTranslation();
  const name = useFieldName();
  const box = useRef<HTMLDivElement>(null);
  const list = Object.entries(faults);
  useEffect(() => {
    if (stamp) box.current?.focus();
  }, [stamp]);
  if (!list.length) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      aria-labelledby="sum-h"
      className="rounded-card border-2 border-danger bg-danger-soft p-5"
    >
      <h2 id="sum-h" className="flex items-center gap-2 text-lg text-danger">
        <TriangleAlert className="size-5" aria-hidden />
        {t('form.faults', { count: list.length })}
      </h2>
      <ul className="mt-2 space-y-1">
        {list.map(([pointer, words]) => (
          <li key={pointer}>
            <Link
              to="."
              search={(s: object) => ({ ...s, step: stepOf(pointer) === 'about' ? undefined : stepOf(pointer) })}
              hash={anchor(pointer)}
              className="text-danger underline underline-offset-4"
            >
              {name(pointer)}
            </Link>
            <span className="text-ink">: {words}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
