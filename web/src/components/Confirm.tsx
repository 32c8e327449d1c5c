import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Cancel } from './Cancel';
import { btn } from './ui';

const DialogBox = lazy(() => import('./DialogBox'));

/** A button that opens a dialog; the dialog itself is fetched at the first press. `close` is for when the act is done. */
export function Ask(p: {
  trigger: (open: () => void) => ReactNode;
  title: string;
  wide?: boolean;
  children: (close: () => void) => ReactNode;
}) {
  const [open, set] = useState(false);
  const close = () => set(false);
  return (
    <>
      {p.trigger(() => set(true))}
      {open && (
        <Suspense>
          <DialogBox title={p.title} close={close} wide={p.wide}>
            {p.children}
          </DialogBox>
        </Suspense>
      )}
    </>
  );
}

/** Asks before an act others will see. */
export function Confirm(p: {
  trigger: (open: () => void) => ReactNode;
  title: string;
  body: ReactNode;
  yes: string;
  onYes: () => void;
}) {
  return (
    <Ask trigger={p.trigger} title={p.title}>
      {(close) => (
        <>
          <div className="mt-2 text-muted">{p.body}</div>
          <div className="mt-6 flex flex-wrap gap-3">
            <Button
              onPress={() => {
                p.onYes();
                close();
              }}
              className={btn.primary}
            >
              {p.yes}
            </Button>
            <Cancel />
          </div>
        </>
      )}
    </Ask>
  );
}
