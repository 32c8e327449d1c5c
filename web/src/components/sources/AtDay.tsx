import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { day, hijriFull, longDay, type Lang } from '../../lib/dates';
import { CopyButton, Panel } from '../ui';
import type { SourceVersion } from '../../api/sources';

/** Which version is, was or will be in force on a day, with the hash that proves it. */
export function AtDay({ id, at, shown, lang }: { id: string; at?: string; shown: SourceVersion | null; lang: Lang }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const field = useId();
  const go = (value?: string) =>
    void navigate({ to: '/$lang/sources/$id', params: { lang, id }, search: { at: value }, replace: true, resetScroll: false });
  return (
    <Panel id="at-h" title={t('sources.at')} className="no-print">
      <label htmlFor={field} className="text-sm text-muted">
        {t('sources.at.label')}
      </label>
      <input
        id={field}
        type="date"
        value={at ?? ''}
        onChange={(e) => go(e.target.value || undefined)}
        className="num mt-1 h-11 w-full rounded-xl border border-line-strong bg-surface px-3 text-ink"
      />
      {at && (
        <p role="status" className="num mt-3 text-sm">
          {shown
            ? t('sources.at.is', { day: longDay(day(at), lang), label: shown.label })
            : t('sources.at.none', { day: longDay(day(at), lang) })}
          <span className="block text-muted">{hijriFull(day(at), lang)}</span>
        </p>
      )}
      {at && (
        <Button onPress={() => go()} className="mt-2 cursor-pointer text-sm text-brand underline underline-offset-4">
          {t('sources.at.now')}
        </Button>
      )}
      {shown?.fingerprint && (
        <div className="mt-3 border-t border-line pt-3">
          <p className="text-xs text-muted">{t('sources.fingerprint')}</p>
          <p className="flex items-center gap-1">
            <code dir="ltr" className="min-w-0 truncate text-xs">
              {shown.fingerprint}
            </code>
            <CopyButton small text={shown.fingerprint} label={t('sources.fingerprint.copy')} />
          </p>
        </div>
      )}
    </Panel>
  );
}
