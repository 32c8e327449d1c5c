import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CircleCheck, MessageSquareWarning, PenLine } from 'lucide-react';
import type { ChangeRequest as Request } from '../api/types';
import { ago, type Lang } from '../lib/dates';
import { stepOf } from '../lib/draft';
import { anchor } from '../lib/fields';
import { btn } from './ui';

/** A request stands under the field it is about: who asks, when, and for what. */
export function ChangeRequest({ r, lang, edit, children }: { r: Request; lang: Lang; edit?: string; children?: ReactNode }) {
  const { t } = useTranslation();
  const done = r.resolvedAt !== null;
  const Icon = done ? CircleCheck : MessageSquareWarning;
  return (
    <div className={`mt-2 rounded-xl border-2 p-4 text-sm ${done ? 'border-ok bg-ok-soft' : 'border-warn bg-warn-soft'}`}>
      <p className={`flex flex-wrap items-center gap-x-2 font-semibold ${done ? 'text-ok' : 'text-warn'}`}>
        <Icon className="size-4.5" aria-hidden />
        {t(!done ? 'review.asked' : r.answer ? 'review.answered' : 'review.changed')}
        <span className="num font-normal text-ink">
          {r.by.name && <bdi>{r.by.name[lang]}</bdi>}
          {r.by.name && ' · '}
          {ago(r.at, lang)}
        </span>
      </p>
      <p dir="auto" className="mt-1.5 max-w-2xl text-base whitespace-pre-line text-ink">
        {r.note}
      </p>
      {r.answer && (
        <p dir="auto" className="mt-2 max-w-2xl border-s-2 border-ok ps-3 whitespace-pre-line text-ink">
          {r.answer}
        </p>
      )}
      {children}
      {edit && (
        <Link
          to="/$lang/forum/$id/edit"
          params={{ lang, id: edit }}
          search={stepOf(r.field) === 'about' ? {} : { step: stepOf(r.field) }}
          hash={anchor(r.field)}
          className={`${btn.small} mt-3`}
        >
          <PenLine className="size-4" aria-hidden />
          {t('review.edit')}
        </Link>
      )}
    </div>
  );
}
