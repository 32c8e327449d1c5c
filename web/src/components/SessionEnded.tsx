import { useTranslation } from 'react-i18next';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useLang } from '../lib/lang';
import { toast } from '../lib/toasts';
import { SignInForm } from './SignInForm';

/** The session ended in the middle of work: sign in again over the page, which keeps what was typed. */
export function SessionEnded() {
  const lang = useLang();
  const { t } = useTranslation();
  return (
    <ModalOverlay isOpen className="fixed inset-0 z-40 grid place-items-center overflow-y-auto bg-black/60 p-4">
      <Modal className="w-full max-w-md rounded-card bg-surface shadow-pop">
        <Dialog className="p-6 outline-none">
          <Heading slot="title" className="text-xl">
            {t('ended.title')}
          </Heading>
          <p className="mt-1 mb-5 text-muted">{t('ended.body')}</p>
          <SignInForm onDone={() => toast({ tone: 'ok', title: t('ended.back') })} />
          <p className="mt-4 text-center text-sm">
            <a href={`/${lang}/sign-in`} className="text-brand underline underline-offset-4">
              {t('ended.leave')}
            </a>
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
