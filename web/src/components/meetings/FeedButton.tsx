import { useTranslation } from 'react-i18next';
import { CalendarSync } from 'lucide-react';
import { Button } from 'react-aria-components';
import { beginFeed } from '../../api/meetings';
import { useApiMutation } from '../../lib/useApiMutation';
import { Ask } from '../Confirm';
import { btn, CopyButton } from '../ui';
import { Fault } from '../states';

function Inside() {
  const { t } = useTranslation();
  const made = useApiMutation({ act: beginFeed, quiet: true, touches: [] });
  if (made.data)
    return (
      <div className="mt-3 space-y-3">
        <p className="text-muted">{t('feed.keep')}</p>
        <p dir="ltr" className="rounded-xl border border-line-strong bg-bg p-3 text-sm break-all">
          {location.origin + made.data.path}
        </p>
        <CopyButton text={location.origin + made.data.path} label={t('feed.copy')} />
      </div>
    );
  return (
    <div className="mt-3 space-y-4">
      <p className="text-muted">{t('feed.body')}</p>
      {made.problem && <Fault compact error={made.problem} />}
      <Button onPress={() => made.mutate(undefined)} isDisabled={made.isPending} className={btn.primary}>
        {t('feed.make')}
      </Button>
    </div>
  );
}

/** A private address by which the reader's own calendar follows the meetings. */
export function FeedButton() {
  const { t } = useTranslation();
  return (
    <Ask
      title={t('feed.title')}
      trigger={(open) => (
        <Button onPress={open} className={btn.onDark}>
          <CalendarSync className="size-4.5" aria-hidden />
          {t('feed.title')}
        </Button>
      )}
    >
      {() => <Inside />}
    </Ask>
  );
}
