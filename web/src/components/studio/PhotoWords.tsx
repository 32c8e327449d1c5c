import { useTranslation } from 'react-i18next';
import { CalendarClock, MapPin, UserRound } from 'lucide-react';
import type { OfficialPhoto } from '../../api/studio';
import { day, dayOf, hijriFull, longDay, moment, type Lang } from '../../lib/dates';
import { Badge, Fact } from '../ui';

const other = { ar: 'en', en: 'ar' } as const;

/** What is told about a photo, the reader's language first and the other one below it; the facts as they stand in the file. */
export function PhotoWords({ photo, lang, light }: { photo: OfficialPhoto; lang: Lang; light: (key: string | null) => void }) {
  const { t } = useTranslation();
  const { details: d } = photo;
  const second = other[lang];
  const taken = d.capturedAt && day(dayOf(d.capturedAt));
  return (
    <>
      {d.caption[lang] && (
        <div>
          <p dir="auto" className="text-[1.02rem] leading-8">
            {d.caption[lang]}
          </p>
          {taken && d.persons.length > 0 && (
            <p className="num mt-1.5 flex items-center gap-1.5 text-xs text-accent">
              <CalendarClock className="size-4 shrink-0" aria-hidden />
              {t('studio.asof', { day: longDay(taken, lang) })}
            </p>
          )}
          {d.caption[second] && (
            <details className="mt-2">
              <summary className="cursor-pointer text-sm text-brand underline-offset-4 hover:underline">
                {t(`studio.caption.${second}`)}
                {d.caption.englishIsOlder && (
                  <span className="ms-2">
                    <Badge tone="warn">{t('studio.older')}</Badge>
                  </span>
                )}
              </summary>
              <p lang={second} dir={second === 'ar' ? 'rtl' : 'ltr'} className="mt-1 leading-7 text-muted">
                {d.caption[second]}
              </p>
            </details>
          )}
        </div>
      )}
      {d.persons.length > 0 && (
        <div>
          <h2 className="font-sans text-sm font-semibold">{t('studio.persons')}</h2>
          <ul className="mt-1 space-y-1">
            {d.persons.map((one) => (
              <li
                key={one.personKey}
                onPointerEnter={() => light(one.personKey)}
                onPointerLeave={() => light(null)}
                className="flex items-center gap-2 text-sm"
              >
                <UserRound className="size-4 shrink-0 text-muted" aria-hidden />
                <bdi>{one.name[lang]}</bdi>
                {one.titleAtDate[lang] && one.titleAtDate[lang] !== one.name[lang] && (
                  <span className="text-muted">
                    <bdi>{one.titleAtDate[lang]}</bdi>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      <dl className="grid grid-cols-2 gap-3 border-y border-line py-4">
        {taken && (
          <Fact k={t('studio.taken')}>
            {longDay(taken, lang)}
            <span className="block font-normal text-muted">{hijriFull(taken, lang)}</span>
          </Fact>
        )}
        {d.place[lang] && (
          <Fact k={t('studio.place')}>
            <span className="flex items-center gap-1">
              <MapPin className="size-4 shrink-0 text-muted" aria-hidden />
              <bdi>{d.place[lang]}</bdi>
            </span>
          </Fact>
        )}
        {photo.occasionTitle && (
          <Fact k={t('studio.occasion')}>
            <bdi>{photo.occasionTitle[lang]}</bdi>
          </Fact>
        )}
        {d.photographer && (
          <Fact k={t('studio.photographer')}>
            <bdi>{d.photographer}</bdi>
          </Fact>
        )}
        {photo.releasedAt && <Fact k={t('studio.released')}>{moment(photo.releasedAt, lang)}</Fact>}
        {photo.embargoUntil && photo.state === 'embargoed' && (
          <Fact k={t('studio.embargo')}>{moment(photo.embargoUntil, lang)}</Fact>
        )}
      </dl>
      <details>
        <summary className="cursor-pointer text-sm font-semibold">{t('studio.file')}</summary>
        <dl className="mt-3 grid grid-cols-2 gap-3">
          <Fact k={t('studio.credit')}>
            <bdi>{d.rights.credit}</bdi>
          </Fact>
          <Fact k={t('studio.copyright')}>
            <bdi>{d.rights.copyright}</bdi>
          </Fact>
          <Fact k={t('studio.usage')} className="col-span-2">
            <bdi>{d.rights.usage[lang]}</bdi>
          </Fact>
          <Fact k={t('studio.keywords')} className="col-span-2">
            {d.keywords[lang].map((word) => (
              <span key={word} className="me-1.5 inline-block">
                <Badge>{word}</Badge>
              </span>
            ))}
          </Fact>
          <Fact k={t('studio.alt')} className="col-span-2">
            <bdi>{d.alt[lang]}</bdi>
          </Fact>
          <Fact k={t('studio.source')}>{t(`source.${d.digitalSource}`)}</Fact>
          <Fact k={t('studio.model')}>{t(`model.${d.rights.modelRelease}`)}</Fact>
          <Fact k={t('studio.sha')} className="col-span-2">
            <bdi dir="ltr" className="text-xs font-normal break-all">
              {photo.sha256}
            </bdi>
          </Fact>
        </dl>
      </details>
    </>
  );
}
