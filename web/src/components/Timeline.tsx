import { useTranslation } from 'react-i18next';
import type { Campaign } from '../api/types';
import { moment, type Lang } from '../lib/dates';
import { lifeOf } from '../lib/life';
import { Panel } from './ui';

/** What has happened to the campaign, the latest first; Dubai's clock. */
export function Timeline({ campaign, lang }: { campaign: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Panel id="time-h" title={t('time.title')}>
      <ol className="relative space-y-4 border-s-2 border-line ps-5">
        {lifeOf(campaign).map((x) => (
          <li key={x.at + x.what} className="relative">
            <span
              className={`absolute -start-[1.72rem] top-1.5 size-3.5 rounded-full border-2 ${x.ahead ? 'border-line-strong bg-surface' : 'border-brand bg-brand'}`}
              aria-hidden
            />
            <p className={`text-sm ${x.ahead ? 'text-muted' : 'font-semibold'}`}>
              {t(`time.${x.what}`, { count: x.count ?? 0 })}
            </p>
            <p className="num text-xs text-muted">
              <time dateTime={x.at}>{moment(x.at, lang)}</time>
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
