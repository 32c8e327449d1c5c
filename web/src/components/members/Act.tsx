import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { LucideIcon } from 'lucide-react';
import { Ask } from '../Confirm';
import { btn } from '../ui';

/** A button that opens a form in a dialog. `about` tells apart buttons of one name. */
export function Act(p: {
  icon: LucideIcon;
  label: string;
  title: string;
  about?: string;
  look?: keyof typeof btn;
  children: (close: () => void) => ReactNode;
}) {
  return (
    <Ask
      title={p.title}
      trigger={(open) => (
        <Button onPress={open} className={btn[p.look ?? 'small']} aria-label={p.about ? `${p.label}: ${p.about}` : undefined}>
          <p.icon className="size-4" aria-hidden />
          {p.label}
        </Button>
      )}
    >
      {p.children}
    </Ask>
  );
}
