import { useTranslation } from 'react-i18next';
import { KeyRound } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useUnsaved } from '../../lib/unsaved';
import { btn, CopyButton } from '../ui';

/** A signing secret, which is shown this once: its dialog is not left before it was kept, or its reader says so. */
export function Secret({ secret, done }: { secret: string; done: () => void }) {
  const { t } = useTranslation();
  useUnsaved(secret, { dirty: true, what: 'secret' });
  return (
    <div className="mt-3">
      <p className="flex gap-2 rounded-xl border border-transparent bg-warn-soft p-3 text-sm text-warn">
        <KeyRound className="mt-0.5 size-4 shrink-0" aria-hidden />
        {t('events.secret.once')}
      </p>
      <p dir="ltr" className="mt-3 rounded-xl border border-line bg-bg p-3 text-start text-sm break-all">
        {secret}
      </p>
      <div className="mt-4 flex flex-wrap gap-3">
        <CopyButton text={secret} label={t('copy')} />
        <Button onPress={done} className={btn.small}>
          {t('events.secret.kept')}
        </Button>
      </div>
    </div>
  );
}
