import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { TriangleAlert } from 'lucide-react';
import type { OfficialPhoto } from '../../api/studio';
import type { Lang } from '../../lib/dates';

/** What the reader's entity took and may use no longer: why, and what stands in its place. */
export function Notices({ photos, lang }: { photos: OfficialPhoto[]; lang: Lang }) {
  const { t } = useTranslation();
  if (photos.length === 0) return null;
  return (
    <section aria-labelledby="notices-h" className="rounded-card border border-warn bg-warn-soft p-4 sm:p-5">
      <h2 id="notices-h" className="flex items-center gap-2 text-base text-warn">
        <TriangleAlert className="size-5" aria-hidden />
        {t('studio.notices')}
      </h2>
      <ul className="mt-2 space-y-1.5 text-sm">
        {photos.map((one) => (
          <li key={one.number}>
            <bdi dir="ltr" className="num whitespace-nowrap font-semibold">
              {one.number}
            </bdi>
            {': '}
            {one.reason?.[lang] && <bdi>{one.reason[lang]}</bdi>}
            {one.supersededBy && (
              <Link to="/$lang/studio/$number" params={{ lang, number: one.supersededBy }} className="text-brand underline">
                {t('studio.notices.instead')}{' '}
                <bdi dir="ltr" className="num whitespace-nowrap">
                  {one.supersededBy}
                </bdi>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
