import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Bell as BellIcon } from 'lucide-react';
import { isTold, heardEvents, markRead } from '../lib/bell';
import { useStore } from '../lib/store';
import { Drop } from './Drop';
import { iconBtn } from './IconButton';

const fetch = () => import('./BellPanel');
const Panel = lazy(fetch);

/** The network's facts as they arrive; the stream itself is kept by the shell. */
export function Bell() {
  const { t } = useTranslation();
  const unread = useStore(heardEvents).filter((e) => isTold(e) && !e.read).length;
  return (
    <Drop
      label={unread ? `${unread} · ${t('bell', { count: unread })}` : t('bell', { count: 0 })}
      className={iconBtn}
      panel={Panel}
      fetch={fetch}
      onClose={markRead}
    >
      <BellIcon className="size-5" aria-hidden />
      {unread > 0 && (
        <span
          className="num absolute end-1 top-1 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-danger px-1 text-[.68rem] leading-none font-semibold text-white dark:text-black"
          aria-hidden
        >
          {unread}
        </span>
      )}
    </Drop>
  );
}
