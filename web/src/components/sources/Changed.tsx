import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { changesQuery, type SourceDocument, type SourceVersion } from '../../api/sources';
import { num, type Lang } from '../../lib/dates';
import { Bars, Fault, Loading } from '../states';
import { chip } from '../ui';
import { OneOf } from './fields';

type Tongue = 'ar' | 'en';
const looks = {
  same: 'text-muted',
  added: 'rounded-lg border-s-4 border-ok bg-ok-soft px-3 py-1 text-ok',
  removed: 'rounded-lg border-s-4 border-danger bg-danger-soft px-3 py-1 text-danger line-through decoration-1',
  skipped: 'text-center text-sm text-muted',
} as const;

const read = (v: SourceVersion, language: Tongue) => v.files.some((f) => f.language === language && f.pages);

/** What this version's text says that an earlier one's does not, sentence by sentence. */
export function Changed({ d, v, lang }: { d: SourceDocument; v: SourceVersion; lang: Lang }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<string>();
  const [language, speak] = useState<Tongue>(read(v, lang) ? lang : 'ar');
  const others = d.versions.filter((one) => one.number < v.number && read(one, language));
  const earlier = others.find((one) => one.id === (chosen ?? v.replaces)) ?? others[0];
  const { data, error, refetch } = useQuery({
    ...changesQuery(d.id, earlier?.id ?? '', v.id, language),
    enabled: !!earlier && read(v, language),
  });
  const quiet = data?.parts.every((part) => part.kind === 'same' || part.kind === 'skipped');
  return (
    <div className="mt-4 space-y-4">
      <div className="flex flex-wrap items-end gap-4">
        <div className="min-w-44 flex-1">
          <OneOf
            label={t('shelf.compare.with')}
            value={earlier?.id ?? ''}
            set={choose}
            options={others.map((one) => ({ id: one.id, label: t('sources.version', { label: one.label }) }))}
          />
        </div>
        <ToggleButtonGroup
          aria-label={t('shelf.compare.language')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[language]}
          onSelectionChange={(keys) => speak([...keys][0] as Tongue)}
          className="flex gap-2 pb-1"
        >
          {(['ar', 'en'] as const).map((id) => (
            <ToggleButton key={id} id={id} isDisabled={!read(v, id)} className={chip}>
              {t(`sources.lang.${id}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      {!earlier && <p className="text-muted">{t('shelf.compare.none')}</p>}
      {earlier && error && <Fault error={error} retry={() => void refetch()} compact />}
      {earlier && !error && !data && (
        <Loading label={t('loading')}>
          <Bars rows={6} />
        </Loading>
      )}
      {quiet && <p className="font-semibold">{t('shelf.compare.same')}</p>}
      {data && !quiet && (
        <div
          lang={language}
          dir={language === 'ar' ? 'rtl' : 'ltr'}
          className="max-h-[60dvh] space-y-2 overflow-y-auto leading-7"
          tabIndex={0}
          role="region"
          aria-label={t('shelf.compare')}
        >
          {data.parts.map((part, i) =>
            part.kind === 'skipped' ? (
              <p key={i} lang={lang} className={`num ${looks.skipped}`}>
                {t('shelf.compare.skipped', { count: Number(part.text), n: num(Number(part.text), lang) })}
              </p>
            ) : (
              <p key={i} className={looks[part.kind]}>
                {part.kind !== 'same' && <span className="sr-only">{t(`shelf.compare.${part.kind}`)}: </span>}
                {part.text}
              </p>
            ),
          )}
        </div>
      )}
    </div>
  );
}
