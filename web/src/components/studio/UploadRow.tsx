import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleX, CloudOff, Pause, Play, X } from 'lucide-react';
import { num, type Lang } from '../../lib/dates';
import { drop, moving, pause, resume, type Item } from '../../lib/uploading';
import { btn } from '../ui';

const MB = 1024 * 1024;
export const mega = (bytes: number, lang: Lang) =>
  num(bytes / MB, lang, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
/** What is left in seconds, in round figures: a count by the second would only flicker. */
function left(item: Item, lang: Lang) {
  const seconds = item.rate > 0 ? (item.size - item.sent) / item.rate : 0;
  if (!seconds) return '';
  return seconds < 60
    ? num(Math.max(5, Math.ceil(seconds / 5) * 5), lang, { style: 'unit', unit: 'second', unitDisplay: 'long' })
    : num(Math.ceil(seconds / 60), lang, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
}

/** One file on its way: bytes, time left, and what can be done about it. */
export function UploadRow({ item, lang }: { item: Item; lang: Lang }) {
  const { t } = useTranslation();
  const share = item.size ? item.sent / item.size : 0;
  const over = item.stage === 'ready' || item.stage === 'rejected' || item.stage === 'failed';
  const remaining = item.stage === 'sending' ? left(item, lang) : '';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex items-center gap-2 text-sm font-semibold">
          {item.stage === 'ready' && <CircleCheck className="size-4.5 shrink-0 text-ok" aria-hidden />}
          {(item.stage === 'rejected' || item.stage === 'failed') && (
            <CircleX className="size-4.5 shrink-0 text-danger" aria-hidden />
          )}
          {item.stage === 'lost' && <CloudOff className="size-4.5 shrink-0 text-warn" aria-hidden />}
          <bdi dir="ltr" className="truncate">
            {item.name}
          </bdi>
        </p>
        <p className="num text-xs text-muted">
          {t(`upload.${item.stage}`)}
          {!over && item.stage !== 'checking' && (
            <>
              {' · '}
              <bdi>{mega(item.sent, lang)}</bdi> / <bdi>{mega(item.size, lang)}</bdi>
            </>
          )}
          {remaining && ` · ${t('upload.left', { time: remaining })}`}
          {item.said && (
            <>
              {' · '}
              <bdi>{item.said}</bdi>
            </>
          )}
        </p>
        {!over && (
          <span
            role="progressbar"
            aria-label={item.name}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(share * 100)}
            className="mt-1.5 block h-1.5 overflow-hidden rounded-full border border-line bg-bg"
          >
            <span
              className={`block h-full rounded-full ${item.stage === 'lost' ? 'bg-warn' : 'bg-brand'}`}
              style={{ inlineSize: `${share * 100}%` }}
            />
          </span>
        )}
      </div>
      {item.number && (
        <Link to="/$lang/studio/$number/edit" params={{ lang, number: item.number }} className={btn.small}>
          <bdi dir="ltr" className="num whitespace-nowrap">
            {item.number}
          </bdi>
        </Link>
      )}
      {moving(item) && (
        <Button onPress={() => pause(item.id)} aria-label={`${t('upload.pause')}: ${item.name}`} className={btn.icon}>
          <Pause className="size-4.5" aria-hidden />
        </Button>
      )}
      {(item.stage === 'paused' || item.stage === 'failed') && (
        <Button onPress={() => resume(item.id)} aria-label={`${t('upload.resume')}: ${item.name}`} className={btn.icon}>
          <Play className="size-4.5" aria-hidden />
        </Button>
      )}
      <Button
        onPress={() => drop(item.id)}
        aria-label={`${t(item.stage === 'ready' ? 'upload.clear' : 'upload.drop')}: ${item.name}`}
        className={btn.icon}
      >
        <X className="size-4.5" aria-hidden />
      </Button>
    </li>
  );
}
