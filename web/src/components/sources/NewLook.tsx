import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Plus } from 'lucide-react';
import { createIdentity, createKit } from '../../api/looks';
import { sessionQuery } from '../../api/queries';
import { writes } from '../../api/session';
import { entitiesQuery } from '../../api/sources';
import type { Write } from '../../api/writes';
import { useLang } from '../../lib/lang';
import { useUnsaved } from '../../lib/unsaved';
import { useApiMutation } from '../../lib/useApiMutation';
import { Cancel } from '../Cancel';
import { Ask } from '../Confirm';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn } from '../ui';
import { BiLine, OneOf } from './fields';

/** Begins a kit or an identity: its name and a sentence; the rest is written on its own page. */
function Form({ what, close }: { what: 'kit' | 'identity'; close: () => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: me } = useQuery(sessionQuery);
  const { data: entities } = useQuery(entitiesQuery);
  const [title, setTitle] = useState({ ar: '', en: '' });
  const [summary, setSummary] = useState({ ar: '', en: '' });
  const [chosen, choose] = useState('');
  const owner = chosen || me?.entity.code || '';
  useUnsaved({ title, summary, chosen });
  const make = useApiMutation({
    act: (): Write<{ id: string } | { entity: string }> =>
      what === 'kit'
        ? createKit({ title, summary, ownerEntity: owner })
        : createIdentity({ entity: owner, name: title, intro: summary }),
    quiet: true,
    onDone: (made) => {
      close();
      if ('id' in made) void navigate({ to: '/$lang/kits/$id/edit', params: { lang, id: made.id } });
      else void navigate({ to: '/$lang/identities/$entity/edit', params: { lang, entity: owner } });
    },
  });
  return (
    <form
      className="mt-4 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        make.mutate(undefined);
      }}
    >
      <BiLine label={t('sources.field.title')} value={title} set={setTitle} required />
      <BiLine label={t('sources.field.summary')} value={summary} set={setSummary} rows={3} max={1000} />
      {!writes(me) && entities && (
        <OneOf
          label={t('shelf.owner')}
          value={owner}
          set={choose}
          options={entities.map((e) => ({ id: e.code, label: `${e.name[lang]} (${e.code})` }))}
        />
      )}
      {make.problem && <Fault error={make.problem} compact />}
      <div className="flex gap-3">
        <Press type="submit" pending={make.isPending} className={btn.primary}>
          {t('shelf.begin')}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}

export function NewLook({ what }: { what: 'kit' | 'identity' }) {
  const { t } = useTranslation();
  return (
    <Ask
      title={t(`shelf.new.${what}`)}
      trigger={(open) => (
        <Button onPress={open} className={btn.gold}>
          <Plus className="size-5" aria-hidden />
          {t(`shelf.new.${what}`)}
        </Button>
      )}
    >
      {(close) => <Form what={what} close={close} />}
    </Ask>
  );
}
