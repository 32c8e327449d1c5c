import { useTranslation } from 'react-i18next';
import { PageHero } from '../components/PageHero';
import { card } from '../components/ui';
import { useTitle } from '../lib/text';

/** What we hold ourselves to, and whom to tell when we fail. */
export function Accessibility() {
  const { t } = useTranslation();
  useTitle(t('a11y.title'));
  return (
    <>
      <PageHero trail={[{ label: t('a11y.title') }]} title={t('a11y.title')} lede={<p>{t('a11y.lede')}</p>} overlap="half" />
      <div className="wrap-page relative -mt-14">
        <div className={`${card} max-w-3xl space-y-5 p-6 sm:p-8`}>
          {(['standard', 'keys', 'tell'] as const).map((part) => (
            <section key={part} aria-labelledby={`a-${part}`}>
              <h2 id={`a-${part}`} className="text-lg">
                {t(`a11y.${part}`)}
              </h2>
              <p className="mt-1 text-muted">{t(`a11y.${part}.body`)}</p>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}
