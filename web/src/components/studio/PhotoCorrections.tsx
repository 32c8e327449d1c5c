import type { OfficialPhoto } from '../../api/studio';
import type { Lang } from '../../lib/dates';
import { Corrected } from '../Amendments';
import { usePhotoNaming } from './photoNaming';

/** What was corrected of a photo while members saw it. */
export function PhotoCorrections({ photo, lang }: { photo: OfficialPhoto; lang: Lang }) {
  const naming = usePhotoNaming(lang, {
    person: (key) => photo.details.persons.find((one) => one.personKey === key)?.name[lang],
  });
  return <Corrected bare amendments={photo.amendments} naming={naming} lang={lang} />;
}
