import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { DialogActions } from './dialogActions';
import { btn } from './ui';

/** Leaves a dialog, or a form on the page by `leave`, its `dismiss`; asks before something typed is lost. */
export function Cancel({ leave }: { leave?: () => void }) {
  const { t } = useTranslation();
  const dialog = useContext(DialogActions);
  return (
    <Button onPress={leave ?? dialog?.dismiss} className={btn.quiet}>
      {t('cancel')}
    </Button>
  );
}
