import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { staffQuery } from '../../api/members';
import { useLang } from '../../lib/lang';
import { Fault } from '../states';
import { input, Labelled } from './inputs';

/** A choice among the people of an entity, but for those named. */
export function Staff(p: { entity: string; value: string; set: (id: string) => void; but?: (string | undefined)[] }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(staffQuery(p.entity));
  if (error) return <Fault compact error={error} retry={() => void refetch()} />;
  return (
    <Labelled label={t('post.person')}>
      {(id) => (
        <select {...id} required value={p.value} onChange={(e) => p.set(e.target.value)} className={input}>
          <option value="">{t(data ? 'post.person.choose' : 'loading.page')}</option>
          {data?.items
            .filter((one) => !p.but?.includes(one.id))
            .map((one) => (
              <option key={one.id} value={one.id}>
                {one.name[lang]}
              </option>
            ))}
        </select>
      )}
    </Labelled>
  );
}
