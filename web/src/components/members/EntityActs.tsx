import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { CircleSlash, Merge } from 'lucide-react';
import { dissolveEntity, entitiesQuery, mergeEntity } from '../../api/members';
import type { Entity } from '../../api/types';
import { useActing } from '../../lib/acting';
import { useLang } from '../../lib/lang';
import { Ask, Confirm } from '../Confirm';
import { btn, Panel } from '../ui';
import { input, Labelled } from './inputs';
import { Ends } from './PostActs';

function MergeForm({ e, close }: { e: Entity; close: () => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const [into, choose] = useState('');
  const { data } = useQuery(entitiesQuery);
  const act = useActing(() => mergeEntity(e.code, e.version, into), t('entity.merge.done'), close);
  return (
    <form
      className="mt-3"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined);
      }}
    >
      <p className="mb-4 text-muted">{t('entity.end.body')}</p>
      <Labelled label={t('entity.merge.into')}>
        {(id) => (
          <select {...id} required value={into} onChange={(event) => choose(event.target.value)} className={input}>
            <option value="">{t(data ? 'entity.merge.choose' : 'loading.page')}</option>
            {data?.items
              .filter((one) => one.code !== e.code)
              .map((one) => (
                <option key={one.code} value={one.code}>
                  {one.name[lang]}
                </option>
              ))}
          </select>
        )}
      </Labelled>
      <Ends close={close} pending={act.isPending} yes={t('entity.merge')} danger />
    </form>
  );
}

/** What only a network administrator may do: end an entity, as a part of another or without a successor. */
export function EntityActs({ e }: { e: Entity }) {
  const { t } = useTranslation();
  const dissolve = useActing(() => dissolveEntity(e.code, e.version), t('entity.dissolve.done'));
  if (!e.actions.includes('merge')) return null;
  return (
    <Panel id="acts-h" title={t('entity.acts')} className="no-print">
      <div className="grid gap-2">
        <Ask
          title={t('entity.merge.q')}
          trigger={(open) => (
            <Button onPress={open} className={btn.danger}>
              <Merge className="size-4.5" aria-hidden />
              {t('entity.merge')}
            </Button>
          )}
        >
          {(close) => <MergeForm e={e} close={close} />}
        </Ask>
        <Confirm
          title={t('entity.dissolve.q')}
          body={t('entity.end.body')}
          yes={t('entity.dissolve')}
          onYes={() => dissolve.mutate(undefined)}
          trigger={(open) => (
            <Button onPress={open} className={btn.danger}>
              <CircleSlash className="size-4.5" aria-hidden />
              {t('entity.dissolve')}
            </Button>
          )}
        />
      </div>
    </Panel>
  );
}
