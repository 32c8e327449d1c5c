import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import DialogBox from './DialogBox';
import { Keys } from './Keys';
import { btn } from './ui';

export function KeysDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  return (
    <DialogBox title={t('keys.title')} close={close}>
      <Keys />
      <Button onPress={close} className={`${btn.quiet} mt-5`}>
        {t('dialog.close')}
      </Button>
    </DialogBox>
  );
}
