import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/queries';
import { inStudio, uploadsToStudio } from '../../api/studioWork';
import { useLang } from '../../lib/lang';
import { HeroTabs } from '../PageHero';

/** The Studio's rooms; members know only the gallery and are shown no door to another. */
export function StudioTabs({ on }: { on: 'gallery' | 'desk' | 'upload' | 'register' }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { data: me } = useQuery(sessionQuery);
  if (!inStudio(me)) return null;
  const rooms = [
    { id: 'gallery', to: `/${lang}/studio` },
    { id: 'desk', to: `/${lang}/studio/desk` },
    { id: 'register', to: `/${lang}/studio/register` },
    ...(uploadsToStudio(me) ? [{ id: 'upload', to: `/${lang}/studio/upload` }] : []),
  ];
  return (
    <HeroTabs
      label={t('studio.rooms')}
      items={rooms.map(({ id, to }) => ({ label: t(`studio.room.${id}`), to, on: id === on }))}
    />
  );
}
