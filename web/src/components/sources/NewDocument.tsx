import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Plus } from 'lucide-react';
import { newKey } from '../../api/client';
import { createDocument, kinds } from '../../api/sources';
import { classes } from '../../api/types';
import { useLang } from '../../lib/lang';
import { Ask } from '../Confirm';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn } from '../ui';
import { BiLine, OneOf } from './fields';

const empty = { ar: '', en: '' };

function Form({ close }: { close: () => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const key = useRef(newKey());
  const [title, setTitle] = useState(empty);
  const [summary, setSummary] = useState(empty);
  const [kind, setKind] = useState<string>('communication-guide');
  const [classification, classify] = useState<string>('open');
  const make = useMutation({
    mutationFn: () =>
      createDocument({ title, summary, kind, classification, subjects: [] } as Parameters<typeof createDocument>[0], key.current),
    onSuccess: (made) => {
      close();
      void navigate({ to: '/$lang/sources/$id', params: { lang, id: made.id } });
    },
    onSettled: () => (key.current = newKey()),
  });
  return (
    <form
      className="mt-4 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        make.mutate();
      }}
    >
      <BiLine label={t('sources.field.title')} value={title} set={setTitle} required />
      <BiLine label={t('sources.field.summary')} value={summary} set={setSummary} rows={3} max={1000} />
      <div className="grid gap-4 sm:grid-cols-2">
        <OneOf
          label={t('sources.filter.kind')}
          value={kind}
          set={setKind}
          options={kinds.map((id) => ({ id, label: t(`sources.kind.${id}`) }))}
        />
        <OneOf
          label={t('sources.field.class')}
          value={classification}
          set={classify}
          options={classes.map((id) => ({ id, label: t(`sources.class.${id}`) }))}
        />
      </div>
      {make.error && <Fault error={make.error} compact />}
      <div className="flex gap-3">
        <Press type="submit" pending={make.isPending} className={btn.primary}>
          {t('sources.new.yes')}
        </Press>
        <Button onPress={close} className={btn.quiet}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** The page's one gold act for those who write. */
export function NewDocument() {
  const { t } = useTranslation();
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
      {(close) => <Form close={close} />}
    </Ask>
  );
}
