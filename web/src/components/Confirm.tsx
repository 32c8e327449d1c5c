import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { btn } from './ui';

export function DialogBox(p: {
  title: string;
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  dismissable?: boolean;
  children: (close: () => void) => ReactNode;
}) {
  return (
    <ModalOverlay
      isOpen={p.isOpen}
      onOpenChange={p.onOpenChange}
      isDismissable={p.dismissable ?? true}
      className="fixed inset-0 z-40 grid place-items-center overflow-y-auto bg-black/60 p-4"
    >
      <Modal className="w-full max-w-lg rounded-card bg-surface shadow-pop">
        <Dialog className="p-6 outline-none">
          {({ close }) => (
            <>
              <Heading slot="title" className="text-xl">
                {p.title}
              </Heading>
              {p.children(close)}
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Asks before an act others will see; the trigger is its first child. */
export function Confirm(p: {
  trigger: ReactNode;
  title: string;
  body: ReactNode;
  yes: string;
  onYes: () => void;
  danger?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <DialogTrigger>
      {p.trigger}
      <DialogBox title={p.title}>
        {(close) => (
          <>
            <div className="mt-2 text-muted">{p.body}</div>
            <div className="mt-6 flex flex-wrap gap-3">
              <Button
                onPress={() => {
                  p.onYes();
                  close();
                }}
                className={p.danger ? btn.danger : btn.primary}
              >
                {p.yes}
              </Button>
              <Button onPress={close} className={btn.quiet}>
                {t('cancel')}
              </Button>
            </div>
          </>
        )}
      </DialogBox>
    </DialogTrigger>
  );
}
