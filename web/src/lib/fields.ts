import { useTranslation } from 'react-i18next';
import { nameOf, numberOf } from './pointer';

/** A field's name as the form and the page call it: "Objective 2: target". */
export function useFieldName() {
  const { t, i18n } = useTranslation();
  return (pointer: string) => {
    const name = nameOf(pointer);
    const number = numberOf(pointer);
    const key = `field.${name}`;
    const words = i18n.exists(key) ? t(key) : t('field.other');
    if (number === undefined) return words;
    const row = t(`row.${name.split('.')[0]}`, { n: number });
    return name.includes('.') ? `${row}: ${words}` : row;
  };
}
/** Where a field stands on the page: its element's id. */
export const anchor = (pointer: string) => `f${pointer.replaceAll('/', '-')}`;
