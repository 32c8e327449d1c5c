import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import DialogBox from '../DialogBox';
import { btn } from '../ui';

/** Somebody else saved meanwhile: the newest with my unsaved fields on top, or the newest alone. Nothing is lost unasked. */
export default function Conflict({ unsaved, resolve }: { unsaved: string[]; resolve: (mine: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <DialogBox title={t('conflict.title')}>
      <p className="mt-2 text-muted">{t('conflict.body')}</p>
      {unsaved.length > 0 && (
        <div className="mt-3 rounded-xl bg-bg p-4 text-sm">
          <p className="font-semibold">{t('conflict.mine')}</p>
          <ul className="mt-1 list-inside list-disc">
            {unsaved.map((x) => (
              <li key={x}>{t(`part.${x}`)}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="mt-6 flex flex-wrap gap-3">
        <Button onPress={() => resolve(true)} className={btn.primary}>
          {t('conflict.keep')}
        </Button>
        <Button onPress={() => resolve(false)} className={btn.quiet}>
          {t('conflict.take')}
        </Button>
      </div>
    </DialogBox>
  );
}
