import { useTranslation } from 'react-i18next';
import type { SourceDocument } from '../../api/sources';
import type { Lang } from '../../lib/dates';
import { namedField } from '../../lib/naming';
import { split } from '../../lib/pointer';
import { Corrected } from '../Amendments';
import { documentNames } from './DocumentForm';
import { versionNames } from './VersionForm';

/** What was corrected of a document, or of a version, whose number stands in the pointer. */
export function Corrections({ d, lang }: { d: SourceDocument; lang: Lang }) {
  const { t } = useTranslation();
  const name = (pointer: string) => {
    const [first, number, ...rest] = split(pointer);
    if (first !== 'versions') return namedField(t, documentNames, pointer);
    const label = d.versions.find((one) => String(one.number) === number)?.label ?? number;
    return `${t('sources.version', { label })}: ${namedField(t, versionNames, `/${rest.join('/')}`)}`;
  };
  return <Corrected amendments={d.amendments} naming={{ name }} lang={lang} />;
}
