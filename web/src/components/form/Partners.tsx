import { useTranslation } from 'react-i18next';
import { ChevronDown, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { EntityRef } from '../../api/types';
import { useField, useForm } from '../../lib/form';
import { useLang } from '../../lib/lang';
import { EntityTag } from '../ui';
import { control, Field, useFieldParts } from './Field';

/** Entities that take part, added one by one. */
export function Partners() {
  const lang = useLang();
  const { t } = useTranslation();
  const { entities, lead } = useForm();
  const [chosen, set] = useField<EntityRef[]>('/partnerEntities');
  const { props } = useFieldParts('/partnerEntities');
  const left = entities.filter((e) => e.code !== lead?.code && !chosen.some((c) => c.code === e.code));
  return (
    <Field pointer="/partnerEntities" optional>
      <span className="relative block">
        <select
          {...props}
          value=""
          onChange={(e) => {
            const entity = entities.find((x) => x.code === e.target.value);
            if (entity) set([...chosen, { code: entity.code, name: entity.name }]);
          }}
          className={`${control} h-11 appearance-none pe-10`}
        >
          <option value="">{t('partners.add')}</option>
          {left.map((e) => (
            <option key={e.code} value={e.code}>
              {e.name[lang]}
            </option>
          ))}
        </select>
        <ChevronDown className="pointer-events-none absolute end-3.5 top-1/2 size-4 -translate-y-1/2 text-muted" aria-hidden />
      </span>
      {chosen.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-2">
          {chosen.map((e) => (
            <li key={e.code} className="flex items-center gap-1 rounded-lg border border-line bg-bg py-1 ps-1.5 pe-1">
              <EntityTag entity={e} lang={lang} />
              <Button
                onPress={() => set(chosen.filter((c) => c.code !== e.code))}
                aria-label={`${t('form.remove')}: ${e.name[lang]}`}
                className="grid size-7 cursor-pointer place-items-center rounded-md text-muted hover:bg-danger-soft hover:text-danger"
              >
                <X className="size-4" aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Field>
  );
}
