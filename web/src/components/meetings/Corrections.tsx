import { useTranslation } from 'react-i18next';
import { PencilLine } from 'lucide-react';
import { Button } from 'react-aria-components';
import { correctMeeting } from '../../api/meetings';
import type { Meeting } from '../../api/types';
import { moment, type Lang } from '../../lib/dates';
import type { Bi } from '../../lib/text';
import { btn } from '../ui';
import { FormDialog } from './FormDialog';
import { reasonFields } from './WayBack';

/** The title or number of a meeting that members know of is put right; readers see why and both values. */
export function CorrectDetails({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  if (!meeting.actions.includes('correct')) return null;
  return (
    <FormDialog
      title={t('desk.correct')}
      yes={t('desk.correct.yes')}
      initial={{ titleAr: meeting.title.ar, titleEn: meeting.title.en, number: String(meeting.number ?? '') }}
      fields={[
        { name: 'titleAr', label: t('text.ar'), lang: 'ar' },
        { name: 'titleEn', label: t('text.en'), lang: 'en' },
        { name: 'number', label: t('desk.number'), kind: 'number', max: 100_000 },
        ...reasonFields(t),
      ]}
      record={meeting}
      concerns={({ title, number }) => ({ title, number })}
      may={(now) => now.actions.includes('correct')}
      act={(v) =>
        correctMeeting(meeting.id, {
          title: { ar: v.titleAr!, en: v.titleEn! },
          number: Number(v.number),
          reason: { ar: v.ar!, en: v.en! },
        })
      }
      said={t('done.correctMeeting')}
      trigger={(show) => (
        <Button onPress={show} className={btn.quiet}>
          <PencilLine className="size-4" aria-hidden />
          {t('desk.correct')}
        </Button>
      )}
    />
  );
}

const Named = ({ one, lang }: { one: { title: Bi; number: number | null }; lang: Lang }) => (
  <bdi>
    {one.title[lang]} (<span className="num">{one.number}</span>)
  </bdi>
);

/** What was taken back or put right of a meeting, for whoever reads it. */
export function Corrections({ meeting, lang }: { meeting: Meeting; lang: Lang }) {
  const { t } = useTranslation();
  if (!meeting.corrections.length) return null;
  return (
    <section aria-labelledby="corrections-h" className="rounded-card border border-line bg-surface px-5 py-4">
      <h2 id="corrections-h" className="text-[1.06rem]">
        {t('corrections')}
      </h2>
      <ol className="mt-2 space-y-2 text-sm">
        {meeting.corrections.map((one) => (
          <li key={one.at}>
            {one.before && one.after ? (
              <span className="font-semibold">
                <Named one={one.before} lang={lang} />{' '}
                <span className="flip inline-block" aria-hidden>
                  →
                </span>
                <span className="sr-only">{t('corrections.became')}</span> <Named one={one.after} lang={lang} />
              </span>
            ) : (
              <span className="font-semibold">
                {t('corrections.step', { was: t(`meeting.status.${one.was}`), now: t(`meeting.status.${one.now}`) })}
              </span>
            )}{' '}
            <bdi className="text-muted">{one.reason[lang]}</bdi>
            <span className="block text-xs text-muted">
              {one.name && <bdi>{one.name[lang]} · </bdi>}
              <span className="num">{moment(one.at, lang)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
