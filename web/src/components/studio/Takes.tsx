import { useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Download, Link2, ShoppingBasket } from 'lucide-react';
import type { OfficialPhoto, Size, Terms } from '../../api/studio';
import { acceptTerms, fetchFile, fileOf, linksQuery, linkTo } from '../../api/studioWork';
import { basket, MOST, toggle } from '../../lib/basket';
import { moment, num, type Lang } from '../../lib/dates';
import { later } from '../../lib/later';
import { useStore } from '../../lib/store';
import { useApiMutation } from '../../lib/useApiMutation';
import { toast } from '../../lib/toasts';
import { Ask } from '../Confirm';
import { Press } from '../Press';
import { Badge, btn, CopyButton } from '../ui';
import { TermsBox } from './Terms';

const PhotoLinks = later(async () => (await import('./PhotoLinks')).PhotoLinks);
const MB = 1024 * 1024;
const days = [1, 7, 30] as const;

/** A link for who has no sign-in. Its secret is shown once: the server keeps only its digest. */
function Share({ photo, lang, ready }: { photo: OfficialPhoto; lang: Lang; ready: boolean }) {
  const { t } = useTranslation();
  const [lasting, last] = useState<number>(7);
  const id = useId();
  const make = useApiMutation({
    act: () => linkTo(photo.number, 'web', lasting * 24),
    touches: [linksQuery.queryKey],
  });
  const address = make.data && `${location.origin}/${lang}/shared/${make.data.secret}`;
  return (
    <Ask
      title={t('share.title')}
      trigger={(open) => (
        <Button onPress={open} isDisabled={!ready} className={`${btn.quiet} w-full`}>
          <Link2 className="size-4.5" aria-hidden />
          {t('share.open')}
        </Button>
      )}
    >
      {() => (
        <div className="mt-2 space-y-4">
          <p className="text-muted">{t('share.body')}</p>
          {address && make.data ? (
            <div role="status" className="space-y-2">
              <input
                readOnly
                dir="ltr"
                value={address}
                aria-label={t('share.address')}
                className="h-11 w-full rounded-xl border border-line-strong bg-bg px-3 text-sm text-ink"
              />
              <p className="num text-sm text-muted">{t('share.until', { at: moment(make.data.expiresAt, lang) })}</p>
              <CopyButton text={address} label={t('share.copy')} />
            </div>
          ) : (
            <>
              <label htmlFor={id} className="block text-sm font-semibold">
                {t('share.lasting')}
              </label>
              <select
                id={id}
                value={lasting}
                onChange={(e) => last(Number(e.target.value))}
                className="h-11 w-full rounded-xl border border-line-strong bg-surface px-3 text-ink"
              >
                {days.map((n) => (
                  <option key={n} value={n}>
                    {num(n, lang, { style: 'unit', unit: 'day', unitDisplay: 'long' })}
                  </option>
                ))}
              </select>
              <Press onPress={() => make.mutate(undefined)} pending={make.isPending} className={btn.primary}>
                {t('share.make')}
              </Press>
            </>
          )}
          <PhotoLinks lang={lang} />
        </div>
      )}
    </Ask>
  );
}

/** What members may take: sizes with their weight, the terms once, the basket, a link. */
export function Takes({ photo, terms, lang }: { photo: OfficialPhoto; terms: Terms | null; lang: Lang }) {
  const { t } = useTranslation();
  const [agreed, agree] = useState(false);
  const picked = useStore(basket).includes(photo.number);
  const accepted = !!terms?.acceptedAt;
  const ready = accepted || agreed;
  const accept = useApiMutation({ act: () => acceptTerms() });
  const take = useApiMutation({
    act: (size: Size) => fileOf(photo.number, size),
    onDone: ({ url }) => fetchFile(url),
    touches: [],
  });
  const get = (size: Size) => (accepted ? take.mutate(size) : accept.mutate(undefined, () => take.mutate(size)));
  return (
    <div className="no-print space-y-4">
      <div className="rounded-xl bg-bg p-4 text-sm">
        {accepted ? (
          <>
            <p className="flex items-center gap-2 font-semibold">
              {t('terms.title')} <Badge tone="ok">{t('terms.accepted')}</Badge>
            </p>
            <p className="mt-1 text-muted">{terms.text[lang]}</p>
          </>
        ) : (
          terms && <TermsBox terms={terms} lang={lang} agreed={agreed} agree={agree} />
        )}
      </div>
      <ul className="divide-y divide-line rounded-xl border border-line" aria-label={t('studio.sizes')}>
        {photo.sizes.map((s) => (
          <li key={s.size} className="flex items-center gap-3 px-4 py-1.5 text-sm">
            <span className="flex-1">
              <span className="font-semibold">{t(`size.${s.size}`)}</span>{' '}
              <bdi dir="ltr" className="num text-xs text-muted">
                {num(s.width, lang, { useGrouping: false })} × {num(s.height, lang, { useGrouping: false })}
              </bdi>
            </span>
            {s.bytes > 0 && (
              <span className="num text-muted">
                {num(s.bytes / MB, lang, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })}
              </span>
            )}
            <Press
              onPress={() => get(s.size)}
              pending={accept.isPending || take.isPending}
              isDisabled={!ready}
              className={btn.icon}
              aria-label={`${t('studio.take')}: ${t(`size.${s.size}`)}`}
            >
              <Download className="size-4.5" aria-hidden />
            </Press>
          </li>
        ))}
      </ul>
      <Button
        onPress={() => toggle(photo.number) || toast({ tone: 'danger', title: t('basket.full', { count: MOST }) })}
        className={`${picked ? btn.quiet : btn.primary} w-full`}
      >
        <ShoppingBasket className="size-4.5" aria-hidden />
        {t(picked ? 'studio.unpick' : 'studio.pick')}
      </Button>
      <Share photo={photo} lang={lang} ready={ready} />
    </div>
  );
}
