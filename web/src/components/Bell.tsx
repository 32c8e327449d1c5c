import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Bell as BellIcon } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import type { NetworkEvent } from '../api/live';
import { heardEvents, kindOf, markRead } from '../lib/bell';
import { ago } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useStore } from '../lib/store';
import { iconBtn } from './IconButton';

const gateOf = (type: string) => ({ campaigns: 'forum', meetings: 'meetings', members: 'members' })[type.split('.')[0] ?? ''];

const addressOf = (e: NetworkEvent, lang: string) =>
  `/${lang}/${gateOf(e.type)}${e.type.startsWith('campaigns.') ? `/${e.data?.campaignId ?? e.subject}` : ''}` as string;

/** The network's facts as they arrive; the stream itself is kept by the shell. */
export function Bell() {
  const lang = useLang();
  const { t, i18n } = useTranslation();
  const events = useStore(heardEvents).filter((e) => gateOf(e.type) && i18n.exists(`event.${kindOf(e)}`));
  const unread = events.filter((e) => !e.read).length;
  return (
    <DialogTrigger onOpenChange={(open) => !open && markRead()}>
      <Button className={iconBtn} aria-label={t('bell', { count: unread })}>
        <BellIcon className="size-5" aria-hidden />
        {unread > 0 && (
          <span
            className="num absolute end-1 top-1 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-danger px-1 text-[.68rem] leading-none font-semibold text-white dark:text-black"
            aria-hidden
          >
            {unread}
          </span>
        )}
      </Button>
      <Popover
        className="w-80 max-w-[calc(100vw-2rem)] rounded-card border border-line bg-surface shadow-pop"
        placement="bottom end"
      >
        <Dialog className="outline-none">
          {({ close }) => (
            <>
              <Heading slot="title" className="border-b border-line px-4 py-3 text-base">
                {t('bell.title')}
              </Heading>
              {events.length === 0 ? (
                <p className="px-4 py-6 text-center text-sm text-muted">{t('bell.none')}</p>
              ) : (
                <ul className="max-h-96 divide-y divide-line overflow-y-auto">
                  {events.map((e) => (
                    <li key={e.id} className="px-4 py-3 text-sm">
                      <Link
                        to={addressOf(e, lang)}
                        onClick={close}
                        className={`block hover:text-brand ${e.read ? '' : 'font-semibold'}`}
                      >
                        {t(`event.${kindOf(e)}`)}
                        {e.data?.title && (
                          <>
                            {': '}
                            <bdi>{e.data.title[lang]}</bdi>
                          </>
                        )}
                      </Link>
                      <span className="num text-xs text-muted">{ago(new Date(e.heardAt).toISOString(), lang)}</span>
                    </li>
                  ))}
                </ul>
              )}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
