import { useTranslation } from 'react-i18next';
import { Check, CloudOff, LoaderCircle, PenLine, TriangleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { SaveState } from '../../lib/useDraft';

const icon = {
  clean: PenLine,
  dirty: PenLine,
  saving: LoaderCircle,
  saved: Check,
  refused: TriangleAlert,
  waiting: CloudOff,
  conflict: TriangleAlert,
};

/** Whether what is on the screen is kept; said by word, and heard. */
export function SaveMark({ state, save }: { state: SaveState; save: () => void }) {
  const { t } = useTranslation();
  const Icon = icon[state];
  return (
    <div className="flex items-center gap-3 text-sm text-teal-100">
      <p role="status" className="flex items-center gap-2">
        <Icon
          className={`size-4.5 shrink-0 ${state === 'saving' ? 'animate-spin' : ''} ${state === 'saved' ? 'text-gold-300' : ''}`}
          aria-hidden
        />
        {t(`save.${state}`)}
      </p>
      {(state === 'waiting' || state === 'refused' || state === 'conflict') && (
        <Button onPress={save} className="cursor-pointer font-semibold text-gold-300 underline underline-offset-4">
          {t('save.now')}
        </Button>
      )}
    </div>
  );
}
