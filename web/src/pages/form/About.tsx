import { useTranslation } from 'react-i18next';
import { classes, topics } from '../../api/types';
import { BiAt, MomentAt, OneAt } from '../../components/form/inputs';
import { Partners } from '../../components/form/Partners';
import { EntityTag } from '../../components/ui';
import { useForm } from '../../lib/form';
import { useLang } from '../../lib/lang';
import { later } from '../../lib/later';

const CoverField = later(async () => (await import('../../components/form/CoverField')).CoverField);

/** Step 1: what the campaign is, whose it is, who may see it. */
export function About() {
  const lang = useLang();
  const { t } = useTranslation();
  const { lead, launched } = useForm();
  return (
    <>
      <BiAt pointer="/title" />
      <BiAt pointer="/summary" rows={4} hint={t('form.summary')} />
      <OneAt pointer="/topic" options={topics.map((id) => ({ id, label: t(`topic.${id}`) }))} />
      <CoverField />
      {lead && (
        <div>
          <p className="mb-1.5 text-sm font-semibold">{t('camp.lead')}</p>
          <EntityTag entity={lead} lang={lang} wrap />
        </div>
      )}
      <Partners />
      <OneAt
        pointer="/classification"
        options={classes.map((id) => ({ id, label: t(`class.${id}`), note: t(`class.${id}.note`) }))}
      />
      <div className="grid gap-4 md:grid-cols-2">
        <MomentAt pointer="/embargoUntil" hint={t(launched ? 'form.embargo.over' : 'form.embargo')} optional />
        {launched && <MomentAt pointer="/launchedAt" hint={t('form.launchedAt')} />}
      </div>
    </>
  );
}
