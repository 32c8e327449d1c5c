import { useNavigate } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Plus } from 'lucide-react';
import { useLang } from '../../lib/lang';
import { later } from '../../lib/later';
import { Ask } from '../Confirm';
import { btn } from '../ui';

const DocumentForm = later(() => import('./DocumentForm').then((m) => m.DocumentForm), 'shelf');

/** The page's one gold act for those who write. */
export function NewDocument() {
  const lang = useLang();
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Ask
      title={t('sources.new')}
      trigger={(open) => (
        <Button onPress={open} className={btn.gold}>
          <Plus className="size-5" aria-hidden />
          {t('sources.new')}
        </Button>
      )}
    >
      {(close) => (
        <DocumentForm close={close} done={(made) => void navigate({ to: '/$lang/sources/$id', params: { lang, id: made.id } })} />
      )}
    </Ask>
  );
}
