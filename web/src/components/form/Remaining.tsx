import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleDashed, MessageSquareWarning } from 'lucide-react';
import type { ChangeRequest } from '../../api/types';
import { stepOf, type Fault } from '../../lib/draft';
import { anchor, useFieldName } from '../../lib/fields';
import { Panel } from '../ui';

const SHOWN = 8;

function FieldLink({ pointer }: { pointer: string }) {
  const name = useFieldName();
  const step = stepOf(pointer);
  return (
    <Link
      to="."
      search={(s: object) => ({ ...s, step: step === 'about' ? undefined : step })}
      hash={anchor(pointer)}
      className="min-w-0 flex-1 py-0.5 underline-offset-4 hover:text-brand hover:underline"
    >
      {name(pointer)}
    </Link>
  );
}

/** Beside the form: what the reviewer asked, then what is still empty; each a step away. */
export function Remaining({ lacking, requests }: { lacking: Fault[]; requests: ChangeRequest[] }) {
  const { t } = useTranslation();
  return (
    <div className="space-y-5 lg:sticky lg:top-32">
      {requests.length > 0 && (
        <Panel id="req-h" title={t('review.requests')}>
          <ul className="space-y-2 text-sm">
            {requests.map((r) => (
              <li key={r.id} className="flex items-start gap-2">
                <MessageSquareWarning className="mt-1 size-4 shrink-0 text-warn" aria-hidden />
                <FieldLink pointer={r.field} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Panel id="left-h" title={t('form.before')}>
        {lacking.length === 0 ? (
          <p className="flex items-center gap-2 text-sm font-semibold text-ok">
            <CircleCheck className="size-5 shrink-0" aria-hidden />
            {t('form.ready')}
          </p>
        ) : (
          <>
            <p className="num mb-2 text-sm text-muted">{t('form.left', { count: lacking.length })}</p>
            <ul className="space-y-2 text-sm">
              {lacking.slice(0, SHOWN).map((f) => (
                <li key={f.pointer} className="flex items-start gap-2">
                  <CircleDashed className="mt-1 size-4 shrink-0 text-muted" aria-hidden />
                  <FieldLink pointer={f.pointer} />
                </li>
              ))}
            </ul>
            {lacking.length > SHOWN && <p className="mt-2 text-sm text-muted">{t('form.andmore')}</p>}
          </>
        )}
      </Panel>
    </div>
  );
}
