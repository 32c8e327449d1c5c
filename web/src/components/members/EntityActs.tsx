import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { CircleSlash, Merge, Undo2 } from 'lucide-react';
import { dissolveEntity } from '../../api/keeping';
import type { Entity } from '../../api/types';
import { later } from '../../lib/later';
import { useApiMutation } from '../../lib/useApiMutation';
import { Confirm } from '../Confirm';
import { btn, Panel } from '../ui';
import { Act } from './Act';

const MergeForm = later(async () => (await import('./EntityForms')).MergeForm, 'memberforms');
const RestoreForm = later(async () => (await import('./EntityForms')).RestoreForm, 'memberforms');

/** What only a network administrator may do: end an entity, as a part of another or without a successor. */
export function EntityActs({ e }: { e: Entity }) {
  const { t } = useTranslation();
  const dissolve = useApiMutation({
    record: e,
    act: () => dissolveEntity(e.code),
    concerns: ({ status, name, parent }) => ({ status, name, parent }),
    said: t('entity.dissolve.done'),
    touches: [['screen', 'members']],
  });
  if (e.actions.includes('restore'))
    return (
      <Panel id="acts-h" title={t('entity.acts')} className="no-print">
        <Act icon={Undo2} label={t('entity.restore')} title={t('entity.restore.q')} look="quiet">
          {(close) => <RestoreForm e={e} close={close} />}
        </Act>
      </Panel>
    );
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
