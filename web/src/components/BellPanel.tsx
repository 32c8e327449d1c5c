import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Dialog, Heading, Popover } from 'react-aria-components';
import { gateOf, heardEvents, isTold, kindOf, type Heard } from '../lib/bell';
import { ago } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useStore } from '../lib/store';
import type { PanelProps } from './Drop';

const addressOf = (e: Heard, lang: string) =>
  `/${lang}/${gateOf(e.type)}${e.type.startsWith('campaigns.') ? `/${e.data?.campaignId ?? e.subject}` : ''}` as string;

export default function BellPanel({ trigger, close }: PanelProps) {
  const lang = useLang();
  const { t } = useTranslation();
  const events = useStore(heardEvents).filter(isTold);
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={close}
      className="w-80 max-w-[calc(100vw-2rem)] rounded-card border border-line bg-surface shadow-pop"
      placement="bottom end"
    >
      <Dialog className="outline-none">
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
      </Dialog>
    </Popover>
  );
}
