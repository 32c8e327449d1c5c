import { Suspense, useRef, useState, type ComponentType, type LazyExoticComponent, type ReactNode, type RefObject } from 'react';
import { Button } from 'react-aria-components';

export type PanelProps = { trigger: RefObject<HTMLButtonElement | null>; close: () => void };

/** A button whose panel is fetched when a reader comes near it: overlays are 20 KB that no first paint needs. */
export function Drop(p: {
  label: string;
  className: string;
  panel: LazyExoticComponent<ComponentType<PanelProps>>;
  fetch: () => unknown;
  onClose?: () => void;
  children: ReactNode;
}) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, set] = useState(false);
  const close = () => {
    set(false);
    p.onClose?.();
  };
  return (
    <>
      <Button
        ref={trigger}
        onPress={() => set(true)}
        onHoverStart={p.fetch}
        onFocus={p.fetch}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={p.label}
        className={p.className}
      >
        {p.children}
      </Button>
      {open && (
        <Suspense>
          <p.panel trigger={trigger} close={close} />
        </Suspense>
      )}
    </>
  );
}
