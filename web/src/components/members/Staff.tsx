import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { staffQuery } from '../../api/members';
import { useLang } from '../../lib/lang';
import { Fault } from '../states';
import { input, Labelled } from './inputs';

/** A choice among the people of an entity. */
export function Staff({ entity, value, set }: { entity: string; value: string; set: (id: string) => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(staffQuery(entity));
  if (error) return <Fault compact error={error} retry={() => void refetch()} />;
  return (
    <Labelled label={t('post.person')}>
      {(id) => (
        <select {...id} required value={value} onChange={(e) => set(e.target.value)} className={input}>
          <option value="">{t(data ? 'post.person.choose' : 'loading.page')}</option>
          {data?.items.map((p) => (
            <option key={p.id} value={p.id}>
              {p.name[lang]}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
