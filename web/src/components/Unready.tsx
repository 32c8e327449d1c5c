import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHero } from './PageHero';
import { Bars, Fault, Loading } from './states';
import { card } from './ui';

/** A record's page before it has its record: being fetched, or not to be had for now. */
export function Unready(p: { trail: ComponentProps<typeof PageHero>['trail']; error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHero trail={p.trail} title={p.error ? t('fail.title') : t('loading.page')} overlap="half" />
      <div className="wrap-page relative -mt-14">
        {p.error ? (
          <Fault error={p.error} retry={p.retry} />
        ) : (
          <Loading label={t('loading.page')}>
            <div className={`${card} h-96 p-6`}>
              <Bars rows={9} tall="h-6" />
            </div>
          </Loading>
        )}
      </div>
    </>
  );
}
