import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { CircleSlash, Merge } from 'lucide-react';
import { dissolveEntity, entitiesQuery, mergeEntity } from '../../api/members';
import type { Entity } from '../../api/types';
import { useActing } from '../../lib/acting';
import { useLang } from '../../lib/lang';
import { Confirm } from '../Confirm';
import { btn, Panel } from '../ui';
import { Act } from './Act';
import { ActForm } from './ActForm';

function MergeForm({ e, close }: { e: Entity; close: () => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { data } = useQuery(entitiesQuery);
  const others = data?.items.filter((one) => one.code !== e.code) ?? [];
  return (
    <ActForm
      name={`merge-${e.code}`}
      body={t('entity.end.body')}
      fields={[
        {
          name: 'into',
          label: t('entity.merge.into'),
          kind: 'select',
          none: t(data ? 'entity.merge.choose' : 'loading.page'),
          options: others.map((one) => ({ id: one.code, label: one.name[lang] })),
        },
      ]}
      known={{ into: '' }}
      act={(values) => mergeEntity(e.code, e.version, String(values.into))}
      said={t('entity.merge.done')}
      yes={t('entity.merge')}
      close={close}
      danger
    />
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
        <Act icon={Merge} label={t('entity.merge')} title={t('entity.merge.q')} look="danger">
          {(close) => <MergeForm e={e} close={close} />}
        </Act>
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
