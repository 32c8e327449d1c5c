import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Download } from 'lucide-react';
import { asProblem } from '../api/problem';
import { sharedQuery } from '../api/studioWork';
import { Mark } from '../components/Mark';
import { Fault, Loading } from '../components/states';
import { btn, card } from '../components/ui';
import { isOver } from '../lib/addresses';
import { moment } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

/** What a link leads to: one photo for whoever holds it, as long as it lasts. */
export function SharedPhoto() {
  const lang = useLang();
  const { t } = useTranslation();
  const { secret } = useParams({ strict: false }) as { secret: string };
  const { data, error, refetch } = useQuery({ ...sharedQuery(secret), retry: false });
  const shared = data?.shared;
  useTitle(shared?.details.headline[lang] ?? t('shared.title'));
  const gone = error && asProblem(error).status === 404;
  return (
    <main className="wrap-page max-w-4xl space-y-5 py-8">
      <p className="flex items-center gap-3">
        <Mark className="size-10" />
        <span className="font-semibold">{t('app.network')}</span>
      </p>
      {gone && (
        <>
          <h1 className="text-2xl">{t('shared.gone')}</h1>
          <p className="text-muted">{t('shared.gone.body')}</p>
        </>
      )}
      {error && !gone && <Fault error={error} retry={() => void refetch()} />}
      {!error && !shared && (
        <Loading label={t('loading.page')}>
          <span className="skeleton block aspect-3/2 w-full" />
        </Loading>
      )}
      {shared && (
        <article className={`${card} overflow-hidden`}>
          <img
            src={shared.previewUrl}
            alt={shared.details.alt[lang]}
            width={shared.width}
            height={shared.height}
            className="max-h-[70dvh] w-full bg-black object-contain"
          />
          <div className="space-y-3 p-5">
            <h1 className="text-xl">
              <bdi>{shared.details.headline[lang]}</bdi>
            </h1>
            <p dir="auto" className="leading-8">
              {shared.details.caption[lang]}
            </p>
            <p className="text-sm text-muted">
              <bdi dir="ltr" className="num whitespace-nowrap">
                {shared.number}
              </bdi>
              {' · '}
              <bdi>{shared.details.rights.credit}</bdi>
            </p>
            <p className="text-sm text-muted">
              <bdi>{shared.details.rights.usage[lang]}</bdi>
            </p>
            <p className="flex flex-wrap items-center gap-4">
              <a
                href={shared.downloadUrl}
                className={btn.primary}
                onClick={(e) => {
                  if (!isOver(shared.downloadUrl)) return;
                  e.preventDefault();
                  void refetch().then((anew) => anew.data && location.assign(anew.data.shared.downloadUrl));
                }}
              >
                <Download className="size-4.5" aria-hidden />
                {t('shared.take')}
              </a>
              <span className="num text-sm text-muted">{t('share.until', { at: moment(shared.expiresAt, lang) })}</span>
            </p>
          </div>
        </article>
      )}
    </main>
  );
}
