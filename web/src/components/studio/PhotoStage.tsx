import { useTranslation } from 'react-i18next';
import type { Details, OfficialPhoto } from '../../api/studio';
import type { Lang } from '../../lib/dates';

type Person = Details['persons'][number];

/** A frame lies where the picture's pixels lie: it never mirrors with the page. */
export const frameStyle = (r: NonNullable<Person['region']>) => ({
  left: `${r.x * 100}%`,
  top: `${r.y * 100}%`,
  width: `${r.width * 100}%`,
  height: `${r.height * 100}%`,
});

/** The photo as large as the window lets it be, with frames round the persons it shows. */
export function PhotoStage({
  photo,
  lang,
  lit,
  frames,
}: {
  photo: OfficialPhoto;
  lang: Lang;
  lit: string | null;
  frames: boolean;
}) {
  const { t } = useTranslation();
  const wide = [...photo.renditions].sort((a, b) => b.width - a.width)[0];
  const shown = photo.details.persons.filter((one) => one.region && (frames || lit === one.personKey));
  return (
    <figure
      className="relative mx-auto max-h-full max-w-full"
      style={{
        aspectRatio: `${photo.width} / ${photo.height}`,
        inlineSize: `min(100%, calc(80dvh * ${photo.width / photo.height}))`,
      }}
    >
      <img
        src={wide?.url}
        alt={photo.alt[lang] || t('studio.noalt')}
        className="size-full rounded-lg object-contain"
        width={photo.width}
        height={photo.height}
      />
      {shown.map((one) => (
        <span
          key={one.personKey}
          className={`pointer-events-none absolute rounded-md border-2 ${lit === one.personKey ? 'border-gold-300' : 'border-white'}`}
          style={frameStyle(one.region!)}
        >
          <span
            className="absolute start-0 top-full mt-1 rounded bg-black/70 px-1.5 text-xs whitespace-nowrap text-white"
            dir="auto"
          >
            {one.titleAtDate[lang] || one.name[lang]}
          </span>
        </span>
      ))}
    </figure>
  );
}
