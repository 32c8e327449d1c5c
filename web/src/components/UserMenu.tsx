import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../api/queries';
import { useLang } from '../lib/lang';
import { Drop } from './Drop';

const fetch = () => import('./UserPanel');
const Panel = lazy(fetch);

export function UserMenu() {
  const lang = useLang();
  const { t } = useTranslation();
  const { data: me } = useQuery(sessionQuery);
  if (!me) return null;
  return (
    <Drop
      label={`${me.person.initials[lang]} · ${t('account', { name: me.person.name[lang] })}`}
      className="ms-1 grid size-10 shrink-0 cursor-pointer place-items-center rounded-full bg-gold-100 font-display text-sm font-semibold text-gold-900 ring-2 ring-gold-300"
      panel={Panel}
      fetch={fetch}
    >
      <span aria-hidden>{me.person.initials[lang]}</span>
    </Drop>
  );
}
