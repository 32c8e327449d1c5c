import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

/** A dialog over the page. A chunk of its own: overlays are 20 KB that no first paint needs. */
export default function DialogBox(p: { title: string; close?: () => void; wide?: boolean; children: ReactNode }) {
  return (
    <ModalOverlay
      isOpen
      onOpenChange={p.close}
      isDismissable={p.close !== undefined}
      isKeyboardDismissDisabled={p.close === undefined}
      className="fixed inset-0 z-40 grid place-items-center overflow-y-auto bg-black/60 p-4"
    >
      <Modal className={`w-full ${p.wide ? 'max-w-3xl' : 'max-w-lg'} rounded-card bg-surface shadow-pop`}>
        <Dialog className="p-6 outline-none">
          <Heading slot="title" className="text-xl">
            {p.title}
          </Heading>
          {p.children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
