import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CheckCheck } from 'lucide-react';
import { Button, Dialog, Heading, Popover } from 'react-aria-components';
import { noticesQuery, readThrough, rung } from '../api/bell';
import { useLang } from '../lib/lang';
import { useApiMutation } from '../lib/useApiMutation';
import type { PanelProps } from './Drop';
import { NoticeLine } from './NoticeLine';
import { Bars, Fault, Loading } from './states';
import { btn, link } from './ui';

export default function BellPanel({ trigger, close }: PanelProps) {
  const lang = useLang();
  const { t } = useTranslation();
  const { data, error, refetch } = useInfiniteQuery(noticesQuery({}, 8));
  const notices = data?.pages[0]?.items;
  const read = useApiMutation({ act: readThrough, touches: rung });
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={close}
      className="w-96 max-w-[calc(100vw-2rem)] rounded-card border border-line bg-surface shadow-pop"
      placement="bottom end"
    >
      <Dialog className="outline-none">
        <div className="flex items-center gap-2 border-b border-line px-4 py-2.5">
          <Heading slot="title" className="text-base">
            {t('bell.title')}
          </Heading>
          {notices?.some((one) => !one.read) && (
            <Button onPress={() => read.mutate(notices[0]!.id)} className={`${btn.icon} ms-auto`} aria-label={t('bell.readall')}>
              <CheckCheck className="size-4.5" aria-hidden />
            </Button>
          )}
        </div>
        {error ? (
          <div className="p-4">
            <Fault error={error} retry={() => void refetch()} compact />
          </div>
        ) : !notices ? (
          <div className="p-4">
            <Loading label={t('loading.page')}>
              <Bars rows={5} />
            </Loading>
          </div>
        ) : notices.length === 0 ? (
          <p className="px-4 py-6 text-center text-sm text-muted">{t('bell.none')}</p>
        ) : (
          <ul className="max-h-96 divide-y divide-line overflow-y-auto">
            {notices.map((one) => (
              <li key={one.id} className="flex px-4 py-3">
                <NoticeLine one={one} lang={lang} onOpen={close} />
              </li>
            ))}
          </ul>
        )}
        <p className="border-t border-line px-4 py-2.5">
          <Link to="/$lang/notifications" params={{ lang }} onClick={close} className={link}>
            {t('bell.all')}
          </Link>
        </p>
      </Dialog>
    </Popover>
  );
}
