import type { ReactNode } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';

export const iconBtn =
  'relative grid size-10 shrink-0 place-items-center rounded-xl text-muted hover:bg-brand-soft hover:text-brand pressed:scale-95 transition cursor-pointer';

/** The name of a button that shows only its sign. */
export function Tip({ children, text }: { children: ReactNode; text: string }) {
  return (
    <TooltipTrigger delay={400}>
      {children}
      <Tooltip offset={6} className="rounded-lg bg-ink px-2.5 py-1 text-sm text-bg shadow-pop">
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
