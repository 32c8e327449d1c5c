import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ChevronLeft, ChevronRight, Frame, X } from 'lucide-react';
import { queryClient } from '../api/queries';
import type { OfficialPhoto as WholePhoto, PhotoCard } from '../api/studio';
import { photoQuery } from '../api/studioWork';
import { asProblem } from '../api/problem';
import { Bars, Fault, Loading } from '../components/states';
import { PhotoStage } from '../components/studio/PhotoStage';
import { PhotoStateBadge } from '../components/studio/PhotoStateBadge';
import { PhotoWords } from '../components/studio/PhotoWords';
import { Takes } from '../components/studio/Takes';
import { btn, CopyButton } from '../components/ui';
import type { Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { later } from '../lib/later';
import { NotFound } from './Faults';

const PhotoCorrections = later(async () => (await import('../components/studio/PhotoCorrections')).PhotoCorrections, 'outcome');
const PhotoActs = later(async () => (await import('../components/studio/PhotoActs')).PhotoActs, 'studioRoom');

/** The photos of the gallery one came from, in its order: the last list that holds this one. */
function neighbours(number: string) {
  const lists = queryClient.getQueriesData<{ pages: { items: PhotoCard[] }[] }>({ queryKey: ['screen', 'studio'] });
  for (const [, data] of lists) {
    const all = data?.pages.flatMap((page) => page.items.map((one) => one.number)) ?? [];
    const at = all.indexOf(number);
    if (at >= 0) return { before: all[at - 1], after: all[at + 1] };
  }
  return {};
}

/** The arrow that points on is the one the page reads towards. */
function useArrows(before?: string, after?: string) {
  const lang = useLang();
  const navigate = useNavigate();
  useEffect(() => {
    const pressed = (e: KeyboardEvent) => {
      if (e.target instanceof HTMLElement && e.target.closest('input, textarea, select, [role=dialog], [role=radiogroup]'))
        return;
      const onward = lang === 'ar' ? 'ArrowLeft' : 'ArrowRight';
      const back = lang === 'ar' ? 'ArrowRight' : 'ArrowLeft';
      const number = e.key === onward ? after : e.key === back ? before : undefined;
      if (number) void navigate({ to: '/$lang/studio/$number', params: { lang, number }, replace: true });
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [lang, navigate, before, after]);
}

function Step({ number, onward }: { number?: string; onward?: boolean }) {
  const lang = useLang();
  const { t } = useTranslation();
  if (!number) return null;
  const Icon = onward ? ChevronRight : ChevronLeft;
  return (
    <Link
      to="/$lang/studio/$number"
      params={{ lang, number }}
      replace
      aria-label={t(onward ? 'studio.next' : 'studio.prev')}
      className={`absolute top-1/2 z-10 grid size-12 -translate-y-1/2 place-items-center rounded-full border border-white/60 bg-black/70 text-white hover:bg-black ${onward ? 'end-3' : 'start-3'}`}
    >
      <Icon className="flip size-6" aria-hidden />
    </Link>
  );
}

/** What stands under the number of a photo that was taken back: why, and the one to use instead. */
function Gone({ photo, lang }: { photo: WholePhoto; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <article className="wrap-page max-w-2xl space-y-4 py-12">
      <PhotoStateBadge state={photo.state} />
      <h1 className="text-2xl">{t(`studio.gone.${photo.state === 'superseded' ? 'superseded' : 'withdrawn'}`)}</h1>
      <p>
        <bdi dir="ltr" className="num text-muted">
          {photo.number}
        </bdi>
      </p>
      {photo.reason && (
        <p dir="auto" className="rounded-xl bg-warn-soft px-4 py-3 text-warn">
          {photo.reason[lang]}
        </p>
      )}
      <p className="flex flex-wrap gap-3 pt-2">
        {photo.supersededBy && (
          <Link to="/$lang/studio/$number" params={{ lang, number: photo.supersededBy }} className={btn.primary}>
            {t('studio.gone.instead')}
          </Link>
        )}
        <Link to="/$lang/studio" params={{ lang }} className={btn.quiet}>
          {t('studio.back')}
        </Link>
      </p>
    </article>
  );
}

/** One official photo: as it is seen, what is told about it, what may be taken, and for the Studio what may be done with it. */
export function OfficialPhoto() {
  const lang = useLang();
  const { t } = useTranslation();
  const { number } = useParams({ strict: false }) as { number: string };
  const found = useQuery(photoQuery(number));
  const [lit, light] = useState<string | null>(null);
  const [frames, frame] = useState(false);
  const photo = found.data?.photo;
  const { before, after } = neighbours(number);
  useArrows(before, after);
  useTitle(photo?.headline[lang] || number);
  if (!photo) {
    if (found.error) {
      if (asProblem(found.error).status === 404) return <NotFound />;
      return (
        <div className="wrap-page py-10">
          <Fault error={found.error} retry={() => void found.refetch()} />
        </div>
      );
    }
    return (
      <div className="wrap-page grid gap-6 py-6 lg:grid-cols-[1fr_25rem]">
        <Loading label={t('loading.page')}>
          <span className="skeleton block aspect-3/2 w-full" />
          <Bars rows={8} />
        </Loading>
      </div>
    );
  }
  if (!photo.renditions.length) return <Gone photo={photo} lang={lang} />;
  return (
    <div className="grid grid-cols-1 lg:grid-cols-[minmax(0,1fr)_26rem]">
      <div className="on-dark relative bg-black p-4 lg:sticky lg:top-28 lg:grid lg:h-[calc(100dvh-7rem)] lg:place-items-center lg:p-8">
        <PhotoStage photo={photo} lang={lang} lit={lit} frames={frames} />
        <Step number={before} />
        <Step number={after} onward />
        {photo.details.persons.some((one) => one.region) && (
          <ToggleButton
            isSelected={frames}
            onChange={frame}
            className="absolute start-4 top-4 flex h-9 cursor-pointer items-center gap-1.5 rounded-full border border-white/60 bg-black/70 px-3 text-sm text-white selected:bg-gold-300 selected:text-teal-900"
          >
            <Frame className="size-4" aria-hidden />
            {t('studio.frames')}
          </ToggleButton>
        )}
      </div>
      <article className="space-y-5 bg-surface p-5 lg:p-6">
        <div className="flex items-start gap-3">
          <div className="min-w-0 flex-1">
            <h1 className="text-xl">
              <bdi>{photo.headline[lang] || t('studio.untitled')}</bdi>
            </h1>
            <p className="mt-1 flex items-center gap-1">
              <bdi dir="ltr" className="num text-sm whitespace-nowrap text-muted">
                {photo.number}
              </bdi>
              <CopyButton small text={photo.number} label={t('studio.copy')} />
            </p>
            {photo.state !== 'released' && <PhotoStateBadge state={photo.state} />}
          </div>
          <Link to="/$lang/studio" params={{ lang }} aria-label={t('studio.back')} className={btn.icon}>
            <X className="size-5" aria-hidden />
          </Link>
        </div>
        {photo.reason && (
          <p className="rounded-xl bg-warn-soft px-4 py-3 text-sm text-warn" dir="auto">
            {photo.reason[lang]}
          </p>
        )}
        <PhotoWords photo={photo} lang={lang} light={light} />
        {photo.amendments.length > 0 && <PhotoCorrections photo={photo} lang={lang} />}
        {photo.state === 'released' && <Takes photo={photo} terms={found.data?.terms ?? null} lang={lang} />}
        {photo.desk && <PhotoActs photo={photo} lang={lang} />}
      </article>
    </div>
  );
}
