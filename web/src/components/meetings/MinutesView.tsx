import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BadgeCheck, FileText, Columns2, SquarePen, TriangleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import { minutesQuery, readWithMinutes, writeMinutes, type MeetingScreen, type WithMinutes } from '../../api/meetings';
import { moment, type Lang } from '../../lib/dates';
import { Empty } from '../states';
import { Badge, btn, card, control } from '../ui';
import { FormDialog } from './FormDialog';

const wordsOf = ({ texts }: WithMinutes, item: string) => {
  const text = texts.find((one) => one.item === item);
  return { ar: text?.ar ?? '', en: text?.en ?? '' };
};

/** Which revision is read; in the address, so that one can send it to somebody. */
function Revisions({ screen, on, lang }: { screen: MeetingScreen; on: number; lang: Lang }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { meeting, minutes } = screen;
  const all = [...minutes.circulated].reverse();
  if (all.length < 2 && all[0]?.revision === minutes.revision)
    return <span className="num text-muted">{t('minutes.revision', { n: on })}</span>;
  return (
    <label className="num flex items-center gap-2 text-muted">
      {t('minutes.which')}
      <select
        value={on}
        onChange={(e) =>
          void navigate({
            to: '/$lang/meetings/$id',
            params: { lang, id: meeting.id },
            search: { tab: 'minutes', revision: Number(e.target.value) },
            replace: true,
            resetScroll: false,
          })
        }
        className={`${control} h-9 w-auto text-sm`}
      >
        {all[0]?.revision !== minutes.revision && (
          <option value={minutes.revision}>{t('minutes.revision.now', { n: minutes.revision })}</option>
        )}
        {all.map((one) => (
          <option key={one.revision} value={one.revision}>
            {t('minutes.revision', { n: one.revision })} · {moment(one.at, lang)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The minutes item by item: Arabic is the record; English says when it is older. The secretariat writes in place. */
export function MinutesView({ screen, lang }: { screen: MeetingScreen; lang: Lang }) {
  const { t } = useTranslation();
  const [both, setBoth] = useState(false);
  const { meeting } = screen;
  const { revision: asked = 0 } = useSearch({ strict: false });
  const numbers = screen.minutes.circulated.map((one) => one.revision);
  const older = numbers.includes(asked) && asked !== screen.minutes.revision ? asked : 0;
  const then = useQuery(minutesQuery(meeting.id, older));
  const before = useQuery(
    minutesQuery(meeting.id, Math.max(0, ...numbers.filter((one) => one < (older || screen.minutes.revision)))),
  );
  const minutes = (older && then.data) || screen.minutes;
  const writes = !older && minutes.actions.includes('write-minutes');
  const texts = new Map(minutes.texts.map((one) => [one.item, one]));
  const was = new Map((before.data?.texts ?? []).map((one) => [one.item, one]));
  const last = Math.max(0, ...numbers.filter((one) => one < minutes.revision));
  const changed = (item: string) => last > 0 && (texts.get(item)?.arRevision ?? 0) > last;
  const items = meeting.agenda.filter((item) => writes || texts.has(item.id));
  const stale = minutes.texts.some((one) => one.stale);
  if (!items.length) return <Empty icon={FileText} title={t('minutes.none')} body={t('minutes.none.body')} level={3} />;
  return (
    <section aria-labelledby="minutes-h" className={card}>
      <div className="flex flex-wrap items-center gap-3 px-5 py-4 sm:px-6">
        <div className="min-w-0 flex-1">
          <h2 id="minutes-h" className="text-lg">
            {t('minutes.title')}
          </h2>
          <p className="text-sm text-muted">{t(`meeting.status.${minutes.status}`)}</p>
        </div>
        <Button onPress={() => setBoth(!both)} aria-pressed={both} className={btn.quiet}>
          <Columns2 className="size-4" aria-hidden />
          {t('minutes.both')}
        </Button>
      </div>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2 border-y border-line bg-raised px-5 py-2.5 text-sm sm:px-6">
        <Badge tone="brand" icon={BadgeCheck}>
          {t('minutes.record')}
        </Badge>
        <Revisions screen={screen} on={minutes.revision} lang={lang} />
        <Badge tone="accent" icon={Columns2}>
          {t('minutes.translation')}
        </Badge>
        <span className="text-muted">{t(stale ? 'minutes.stale.some' : 'minutes.current')}</span>
        {minutes.circulated.length > 0 && (
          <span className="num ms-auto text-muted">
            {t('minutes.circulated')} {moment(minutes.circulated.at(-1)!.at, lang)}
          </span>
        )}
      </p>
      <ol className="divide-y divide-line">
        {items.map((item) => {
          const text = texts.get(item.id);
          const shown = (both ? ['ar', 'en'] : [lang]) as Lang[];
          return (
            <li key={item.id} className={`grid gap-x-8 gap-y-4 px-5 py-4 sm:px-6 ${both ? 'md:grid-cols-2' : ''}`}>
              {shown.map((one) => (
                <div key={one} lang={one} dir={one === 'ar' ? 'rtl' : 'ltr'} className="min-w-0">
                  <h3 className="flex flex-wrap items-center gap-2 text-[1.06rem]">
                    <span className="num text-muted">{item.number}</span>
                    {item.title[one]}
                    {one === 'ar' && changed(item.id) && <Badge tone="accent">{t('minutes.changed', { n: last })}</Badge>}
                    {one === 'en' && text?.stale && (
                      <Badge tone="warn" icon={TriangleAlert}>
                        {t('minutes.stale')}
                      </Badge>
                    )}
                  </h3>
                  {text?.[one] && <p className="mt-1.5 leading-8 whitespace-pre-line">{text[one]}</p>}
                  {one === 'en' && text?.en && (
                    <p className="num mt-1 text-xs text-muted">{t('minutes.asof', { n: text.enOf })}</p>
                  )}
                  {one === 'ar' && changed(item.id) && was.get(item.id)?.ar && (
                    <details className="mt-1.5 text-sm">
                      <summary className="cursor-pointer font-semibold text-brand">{t('minutes.before')}</summary>
                      <p className="mt-1 whitespace-pre-line text-muted">{was.get(item.id)!.ar}</p>
                    </details>
                  )}
                  {!text?.[one] && <p className="mt-1.5 text-sm text-muted">{t('minutes.nothing')}</p>}
                </div>
              ))}
              {writes && (
                <div className="no-print md:col-span-full">
                  <FormDialog
                    title={item.title[lang]}
                    yes={t('minutes.save')}
                    fields={[
                      { name: 'ar', label: t('minutes.ar'), kind: 'area', lang: 'ar' },
                      { name: 'en', label: t('minutes.en'), kind: 'area', lang: 'en', optional: true },
                    ]}
                    record={{ ...meeting, texts: minutes.texts }}
                    read={() => readWithMinutes(meeting.id)}
                    values={(now) => wordsOf(now, item.id)}
                    wire={(v) => v}
                    // English that is sent says that it translates the Arabic beside it.
                    restsOn={(typed) => (typed.includes('en') && !typed.includes('ar') ? ['ar'] : [])}
                    save={(words) => writeMinutes(meeting.id, item.id, words)}
                    said={t('done.minutes')}
                    trigger={(open) => (
                      <Button onPress={open} aria-label={`${t('minutes.write')}: ${item.title[lang]}`} className={btn.small}>
                        <SquarePen className="size-4" aria-hidden />
                        {t('minutes.write')}
                      </Button>
                    )}
                  />
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
