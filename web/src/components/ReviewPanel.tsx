import { useTranslation } from 'react-i18next';
import { Check, CircleCheck, Eye, MessageSquareWarning, Undo2, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Campaign } from '../api/types';
import { useAct } from '../lib/act';
import { moment, type Lang } from '../lib/dates';
import { anchor, useFieldName } from '../lib/fields';
import { useReview } from '../lib/review';
import { Confirm } from './Confirm';
import { box, btn } from './ui';
import { Press } from './Press';

function Notes() {
  const { t } = useTranslation();
  const name = useFieldName();
  const { notes, note } = useReview();
  const fields = Object.keys(notes);
  if (!fields.length) return <p className="px-5 py-4 text-sm text-muted">{t('review.none')}</p>;
  return (
    <ul className="divide-y divide-line">
      {fields.map((field) => (
        <li key={field} className="flex items-center gap-2 px-5 py-2 text-sm">
          <MessageSquareWarning className="size-4.5 shrink-0 text-warn" aria-hidden />
          <a href={`#${anchor(field)}`} className="min-w-0 flex-1 truncate font-semibold underline-offset-4 hover:underline">
            {name(field)}
          </a>
          <Button onPress={() => note(field, undefined)} aria-label={`${t('review.drop')}: ${name(field)}`} className={btn.icon}>
            <X className="size-4" aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** The reviewer's desk beside the page: begin, gather requests field by field, return or approve. */
export function ReviewPanel({ campaign, lang }: { campaign: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const { notes, clear } = useReview();
  const act = useAct(campaign, { onDone: (_, verb) => verb === 'request-changes' && clear() });
  const can = (verb: string) => campaign.actions.includes(verb);
  const requests = Object.entries(notes).map(([field, note]) => ({ field, note }));
  return (
    <section aria-labelledby="rev-h" className={`${box} no-print border-warn bg-surface`}>
      <div className="px-5 pt-4 pb-3">
        <h2 id="rev-h" className="flex items-center gap-2 text-lg">
          <Eye className="size-5 text-warn" aria-hidden />
          {t('review.title')}
        </h2>
        <p className="text-sm text-muted">{t(can('start-review') ? 'review.waiting' : 'review.sub')}</p>
      </div>
      {can('request-changes') && (
        <div className="border-y border-line">
          <Notes />
        </div>
      )}
      <div className="grid gap-2 p-5">
        {can('start-review') && (
          <Press onPress={() => act.mutate({ verb: 'start-review' })} pending={act.isPending} className={btn.primary}>
            <Eye className="size-4.5" aria-hidden />
            {t('review.start')}
          </Press>
        )}
        {can('request-changes') && (
          <Press
            onPress={() => act.mutate({ verb: 'request-changes', body: { requests } })}
            pending={act.isPending}
            isDisabled={requests.length === 0}
            className={requests.length ? btn.primary : btn.quiet}
          >
            <Undo2 className="size-4.5" aria-hidden />
            {t('review.send', { count: requests.length })}
          </Press>
        )}
        {can('approve') && (
          <Confirm
            title={t('review.approve.q')}
            body={campaign.launchAt ? t('review.approve.at', { at: moment(campaign.launchAt, lang) }) : t('review.approve.now')}
            yes={t('review.approve.yes')}
            onYes={() => act.mutate({ verb: 'approve' })}
            trigger={(open) => (
              <Button onPress={open} isDisabled={requests.length > 0} className={requests.length ? btn.quiet : btn.primary}>
                <Check className="size-4.5" aria-hidden />
                {t('review.approve')}
              </Button>
            )}
          />
        )}
        {requests.length > 0 && can('approve') && <p className="text-xs text-muted">{t('review.why')}</p>}
      </div>
    </section>
  );
}

/** The author's side: what was asked, each a step from its field. */
export function RequestsPanel({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const name = useFieldName();
  const all = campaign.review?.requests ?? [];
  const open = all.filter((r) => !r.resolvedAt);
  if (!all.length) return null;
  return (
    <section aria-labelledby="asked-h" className={`${box} no-print bg-surface ${open.length ? 'border-warn' : 'border-line'}`}>
      <div className="px-5 pt-4 pb-3">
        <h2 id="asked-h" className="text-lg">
          {t('review.requests')}
        </h2>
        <p className="text-sm text-muted">{t('review.open', { count: open.length })}</p>
      </div>
      <ul className="divide-y divide-line border-t border-line">
        {all.map((r) => (
          <li key={r.id} className="flex items-center gap-2.5 px-5 py-2.5 text-sm">
            {r.resolvedAt ? (
              <CircleCheck className="size-4.5 shrink-0 text-ok" aria-hidden />
            ) : (
              <MessageSquareWarning className="size-4.5 shrink-0 text-warn" aria-hidden />
            )}
            <a href={`#${anchor(r.field)}`} className="min-w-0 flex-1 truncate underline-offset-4 hover:underline">
              {name(r.field)}
            </a>
            <span className={`shrink-0 text-xs font-semibold ${r.resolvedAt ? 'text-ok' : 'text-warn'}`}>
              {t(r.resolvedAt ? 'review.resolved' : 'review.pending')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
