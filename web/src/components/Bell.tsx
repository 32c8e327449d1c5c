import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Bell as BellIcon } from 'lucide-react';
import { bellQuery } from '../api/bell';
import { atMost } from '../lib/dates';
import { useLang } from '../lib/lang';
import { Drop } from './Drop';
import { iconBtn } from './iconButton';

const fetch = () => import('./BellPanel');
const Panel = lazy(fetch);
const MOST = 99;

/** How much is new to the reader; the stream that makes it ring is kept by the shell. */
export function Bell() {
  const lang = useLang();
  const { t } = useTranslation();
  const unread = useQuery(bellQuery).data?.unread ?? 0;
  const shown = atMost(unread, MOST, lang);
  return (
    <Drop
      label={unread ? `${shown} · ${t('bell', { count: unread })}` : t('bell', { count: 0 })}
      className={unread > 0 ? `${iconBtn} w-auto! grid-flow-col gap-1 px-2` : iconBtn}
      panel={Panel}
      fetch={fetch}
    >
      <BellIcon className="size-5" aria-hidden />
      {unread > 0 && (
        <span
          className="num grid h-5 min-w-5 place-items-center rounded-full bg-danger px-1.5 text-xs leading-none font-semibold text-white dark:text-black"
          aria-hidden
        >
          <bdi dir="ltr">{shown}</bdi>
        </span>
      )}
    </Drop>
  );
}
