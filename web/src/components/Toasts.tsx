import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { CircleCheck, Radio, TriangleAlert, X } from 'lucide-react';
import { useStore } from '../lib/store';
import { dismiss, toasts, type Toast } from '../lib/toasts';
import { link } from './ui';

const icon = { ok: CircleCheck, brand: Radio, danger: TriangleAlert };
const ink = { ok: 'text-ok', brand: 'text-brand', danger: 'text-danger' };

function Slip({ x }: { x: Toast }) {
  const { t } = useTranslation();
  const Icon = icon[x.tone];
  return (
    <li className="pointer-events-auto flex w-full max-w-sm items-start gap-3 rounded-card border border-line bg-surface p-4 shadow-pop">
      <Icon className={`mt-0.5 size-5 shrink-0 ${ink[x.tone]}`} aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{x.title}</p>
        {x.body && <div className="text-sm text-muted">{x.body}</div>}
        {x.action && (
          <Link to={x.action.to} onClick={() => dismiss(x.id)} className={`${link} mt-1 py-1`}>
            {x.action.label}
          </Link>
        )}
      </div>
      <Button
        onPress={() => dismiss(x.id)}
        aria-label={`${t('dialog.close')}: ${x.title}`}
        className="-m-1 grid size-8 shrink-0 cursor-pointer place-items-center rounded-lg text-muted hover:bg-brand-soft hover:text-brand"
      >
        <X className="size-4" aria-hidden />
      </Button>
    </li>
  );
}

/** The corner where the page says what just happened; a live region, so that it is also heard. */
export function Toasts() {
  const { t } = useTranslation();
  const list = useStore(toasts);
  return (
    <section
      data-toasts
      aria-label={t('notices')}
      aria-live="polite"
      className="no-print pointer-events-none fixed inset-x-4 bottom-20 z-50 md:inset-x-auto md:end-6 md:bottom-6 md:w-96"
    >
      <ul className="flex flex-col items-end gap-3">
        {list.map((x) => (
          <Slip key={x.id} x={x} />
        ))}
      </ul>
    </section>
  );
}
