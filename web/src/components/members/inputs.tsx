import { useId, type ReactNode } from 'react';

export const input = 'mt-1.5 h-11 w-full rounded-xl border border-line-strong bg-surface px-3 text-ink';

/** A label over a control of the browser's own, with a hint it is described by. */
export function Labelled(p: {
  label: string;
  hint?: string;
  children: (id: { id: string; 'aria-describedby'?: string }) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="text-sm font-semibold">
        {p.label}
      </label>
      {p.children({ id, 'aria-describedby': p.hint ? `${id}-hint` : undefined })}
      {p.hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {p.hint}
        </p>
      )}
    </div>
  );
}
