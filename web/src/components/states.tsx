import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CloudOff, RotateCw, SearchX, TriangleAlert, type LucideIcon } from 'lucide-react';
import { Button } from 'react-aria-components';
import { asProblem } from '../api/problem';
import { localeOf } from '../lib/dates';
import { useLang } from '../lib/lang';
import { btn, CopyButton } from './ui';

/** A list with nothing in it says why, and what to do. */
export function Empty(p: { icon?: LucideIcon; title: string; body?: string; children?: ReactNode; level?: 2 | 3 }) {
  const Icon = p.icon ?? SearchX;
  const H = p.level === 3 ? 'h3' : 'h2';
  return (
    <div className="grid place-items-center rounded-card border border-dashed border-line-strong bg-surface px-6 py-14 text-center">
      <span className="grid size-14 place-items-center rounded-2xl bg-brand-soft text-brand" aria-hidden>
        <Icon className="size-7" />
      </span>
      <H className="mt-4 text-lg">{p.title}</H>
      {p.body && <p className="mt-1 max-w-md text-muted">{p.body}</p>}
      {p.children && <div className="mt-5 flex flex-wrap justify-center gap-3">{p.children}</div>}
    </div>
  );
}

export function RequestId({ id }: { id: string | null }) {
  const { t } = useTranslation();
  if (!id) return null;
  return (
    <p className="flex flex-wrap items-center gap-1 text-xs text-muted">
      {t('fail.request')}
      <bdi dir="ltr" className="font-semibold break-all">
        {id}
      </bdi>
      <CopyButton small text={id} label={t('fail.copy')} />
    </p>
  );
}

/** What failed, in the server's words, with the request id to hand on and a way to try again. */
export function Fault({ error, retry, compact }: { error: unknown; retry?: () => void; compact?: boolean }) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  const Icon = problem.status === 0 ? CloudOff : TriangleAlert;
  return (
    <div role="alert" className={`rounded-card border border-danger bg-danger-soft text-start ${compact ? 'p-4' : 'p-6 sm:p-8'}`}>
      <p className="flex items-start gap-2.5 font-display font-semibold text-danger">
        <Icon className="mt-1 size-5 shrink-0" aria-hidden />
        {problem.title}
      </p>
      <p className="mt-1 text-ink">{problem.detail}</p>
      <RequestId id={problem.requestId} />
      {retry && (
        <Button onPress={retry} className={`${btn.quiet} mt-4`}>
          <RotateCw className="size-4" aria-hidden />
          {t('fail.retry')}
        </Button>
      )}
    </div>
  );
}

/** Parts of a screen whose service does not answer; the rest stands. */
export function Away({ parts }: { parts: string[] | undefined }) {
  const lang = useLang();
  const { t, i18n } = useTranslation();
  const names = (parts ?? []).filter((part) => i18n.exists(`away.${part}`)).map((part) => t(`away.${part}`));
  if (!names.length) return null;
  return (
    <p role="status" className="flex items-center gap-2 rounded-card border border-line bg-warn-soft px-5 py-3 text-sm text-warn">
      <CloudOff className="size-4.5 shrink-0" aria-hidden />
      {t('away', { parts: new Intl.ListFormat(localeOf(lang)).format(names) })}
    </p>
  );
}

/** As tall as what will stand there, so that nothing jumps. */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      <div aria-hidden>{children}</div>
    </div>
  );
}
export const Bars = ({ rows = 3, tall = 'h-5' }: { rows?: number; tall?: string }) => (
  <div className="space-y-3">
    {Array.from({ length: rows }, (_, i) => (
      <div key={i} className={`skeleton ${tall} ${i % 3 === 2 ? 'w-2/3' : 'w-full'}`} />
    ))}
  </div>
);
