import { useTranslation } from 'react-i18next';
import { objectiveTypes } from '../../api/types';
import { BiAt, DateAt, NumberAt, OneAt, SelectAt, SomeAt } from '../../components/form/inputs';
import { Rows } from '../../components/form/Rows';
import { newAudience, newObjective } from '../../lib/draft';

export const languages = ['ar', 'en', 'ur', 'hi', 'ml', 'tl', 'fr', 'ru', 'zh'] as const;

/** Step 2: what is to change, and with whom. */
export function Aims() {
  const { t } = useTranslation();
  return (
    <>
      <section aria-labelledby="aims-o" className="space-y-4">
        <div>
          <h3 id="aims-o" className="text-base">
            {t('camp.objectives')}
          </h3>
          <p className="text-sm text-muted">{t('form.objectives')}</p>
        </div>
        <Rows pointer="/objectives" make={newObjective} most={8} add={t('form.objective.add')}>
          {(at) => (
            <>
              <BiAt pointer={`${at}/statement`} rows={2} />
              <SelectAt pointer={`${at}/type`} options={objectiveTypes.map((id) => ({ id, label: t(`objective.${id}`) }))} />
              <div className="grid gap-4 sm:grid-cols-3">
                <NumberAt pointer={`${at}/baseline`} optional />
                <NumberAt pointer={`${at}/target`} />
                <DateAt pointer={`${at}/deadline`} optional />
              </div>
              <BiAt pointer={`${at}/unit`} optional />
            </>
          )}
        </Rows>
      </section>
      <section aria-labelledby="aims-a" className="space-y-4 border-t border-line pt-6">
        <div>
          <h3 id="aims-a" className="text-base">
            {t('camp.audiences')}
          </h3>
          <p className="text-sm text-muted">{t('form.audiences')}</p>
        </div>
        <Rows pointer="/audiences" make={newAudience} most={8} add={t('form.audience.add')}>
          {(at) => (
            <>
              <BiAt pointer={`${at}/segment`} />
              <OneAt
                pointer={`${at}/mode`}
                options={(['include', 'exclude'] as const).map((id) => ({ id, label: t(`audience.${id}`) }))}
              />
              <div className="grid gap-4 sm:grid-cols-[12rem_1fr]">
                <NumberAt pointer={`${at}/size`} optional />
                <SomeAt pointer={`${at}/languages`} options={languages.map((id) => ({ id, label: t(`language.${id}`) }))} />
              </div>
              <BiAt pointer={`${at}/insight`} rows={2} optional />
              <BiAt pointer={`${at}/barriers`} rows={2} optional />
            </>
          )}
        </Rows>
      </section>
    </>
  );
}
