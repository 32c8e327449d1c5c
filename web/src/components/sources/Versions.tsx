import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SourceDocument, SourceVersion } from '../../api/sources';
import { day, dayOf, longDay, type Lang } from '../../lib/dates';
import { Panel } from '../ui';
import { Parity, VersionState } from './marks';

const dot: Partial<Record<SourceVersion['state'], string>> = {
  'in-force': 'border-brand bg-brand',
  'in-transition': 'border-warn bg-warn-soft',
  published: 'border-accent bg-surface',
};

function When({ v, lang }: { v: SourceVersion; lang: Lang }) {
  const { t } = useTranslation();
  const name = (iso: string) => longDay(day(iso.length > 10 ? dayOf(iso) : iso), lang);
  if (v.since && v.until) return t('sources.was', { from: name(v.since), to: name(v.until) });
  if (v.since) return t('sources.since', { day: name(v.since) });
  if (v.effectiveFrom) return t('sources.from', { day: name(v.effectiveFrom) });
  return t('sources.noday');
}

/** All versions one may see, the newest first; each opens as of the day it was in force. */
export function Versions({ d, open, lang }: { d: SourceDocument; open?: string; lang: Lang }) {
  const { t } = useTranslation();
  const label = (id: string | null) => d.versions.find((v) => v.id === id)?.label;
  return (
    <Panel id="versions-h" title={t('sources.versions')} sub={t('sources.versions.sub')}>
      <ol className="relative space-y-5 border-s-2 border-line ps-5">
        {d.versions.map((v) => (
          <li key={v.id} className="relative">
            <span
              className={`absolute -start-[1.72rem] top-1.5 size-3.5 rounded-full border-2 ${dot[v.state] ?? 'border-line-strong bg-surface'}`}
              aria-hidden
            />
            <div className="flex flex-wrap items-center gap-1.5">
              <Link
                to="/$lang/sources/$id"
                params={{ lang, id: d.id }}
                search={{ version: v.id }}
                hash="shown"
                aria-current={open === v.id ? 'true' : undefined}
                className="num font-semibold text-brand underline-offset-4 hover:underline aria-[current]:text-ink aria-[current]:underline"
              >
                <bdi>{t('sources.version', { label: v.label })}</bdi>
              </Link>
              <VersionState state={v.state} />
              {v.parity !== 'both' && <Parity parity={v.parity} />}
            </div>
            <p className="num mt-0.5 text-sm text-muted">
              <When v={v} lang={lang} />
            </p>
            {label(v.replaces) && <p className="num text-sm text-muted">{t('sources.replaces', { label: label(v.replaces) })}</p>}
            {v.notes[lang] && (
              <p dir="auto" className="mt-1 text-sm leading-6">
                {v.notes[lang]}
              </p>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
