import { useState, type FormEvent, type ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { forgetUnsaved, isSpokenFor, mayDrop, UnsavedScope, useUnsaved } from '../lib/unsaved';
import { DialogActions } from './dialogActions';

/** Words typed in a dialog whose form does not say itself what it holds count as unsaved, whoever wrote the dialog. */
function Net({ typed }: { typed: boolean }) {
  useUnsaved(null, { dirty: typed });
  return null;
}
const isText = (field: EventTarget) =>
  field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && /^(?:text|email|tel|url)$/.test(field.type));

/**
 * A dialog over the page. A chunk of its own: overlays are 20 KB that no first paint needs. It goes when its act is done, or when
 * its reader leaves it; with something typed in it, only after asking.
 */
export default function DialogBox(p: {
  title: string;
  /** Without it the dialog cannot be left unanswered. */
  close?: () => void;
  wide?: boolean;
  role?: 'alertdialog';
  children: ReactNode | ((close: () => void) => ReactNode);
}) {
  const [scope] = useState(() => ({ dialog: p.title }));
  const [typed, type] = useState(false);
  const close = () => {
    forgetUnsaved(scope);
    p.close?.();
  };
  const dismiss = async () => {
    if (await mayDrop(scope)) p.close?.();
  };
  const notice = (event: FormEvent) => {
    if (isText(event.target) && !isSpokenFor(scope)) type(true);
  };
  return (
    <ModalOverlay
      isOpen
      onOpenChange={() => void dismiss()}
      isDismissable={p.close !== undefined}
      isKeyboardDismissDisabled={p.close === undefined}
      shouldCloseOnInteractOutside={(there) => !there.closest('[data-toasts]')}
      className="fixed inset-0 z-40 grid place-items-center overflow-y-auto bg-black/60 p-4"
    >
      <Modal className={`w-full ${p.wide ? 'max-w-3xl' : 'max-w-lg'} rounded-card bg-surface shadow-pop`}>
        <Dialog role={p.role} className="p-6 outline-none">
          <Heading slot="title" className="text-xl">
            {p.title}
          </Heading>
          <UnsavedScope value={scope}>
            <DialogActions value={{ close, dismiss: () => void dismiss() }}>
              {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
              <div className="contents" onInput={notice}>
                {typeof p.children === 'function' ? p.children(close) : p.children}
              </div>
              {typed && <Net typed />}
            </DialogActions>
          </UnsavedScope>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
