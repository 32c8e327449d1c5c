import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button, Label, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Download, X } from 'lucide-react';
import type { PhotoCard, Size } from '../../api/studio';
import { acceptTerms, archiveOf, fetchFile, pickedQuery, sizes, termsQuery } from '../../api/studioWork';
import { basket, empty, only } from '../../lib/basket';
import { num, type Lang } from '../../lib/dates';
import { useStore } from '../../lib/store';
import { useApiMutation } from '../../lib/useApiMutation';
import { Press } from '../Press';
import { btn } from '../ui';
import { TermsBox } from './Terms';

const MB = 1024 * 1024;
/** What a photo weighs in a size: smaller ones come in full. */
const weight = (photo: PhotoCard, size: Size) => (photo.sizes.find((s) => s.size === size) ?? photo.sizes.at(-1))?.bytes ?? 0;

/** Stands above the page's foot as long as something is in it; says how heavy the archive will be before it starts. */
export function BasketBar({ lang }: { lang: Lang }) {
  const { t } = useTranslation();
  const numbers = useStore(basket);
  const [size, choose] = useState<Size>('press');
  const [agreed, agree] = useState(false);
  const { data } = useQuery(pickedQuery(numbers));
  const terms = useQuery({ ...termsQuery, enabled: numbers.length > 0 });
  const accepted = !!terms.data?.acceptedAt;
  useEffect(() => {
    if (data && numbers.length > 0) only(new Set(data.items.map((one) => one.number)));
  }, [data, numbers]);
  const accept = useApiMutation({ act: () => acceptTerms() });
  const get = () => fetchFile(archiveOf(numbers, size));
  if (numbers.length === 0) return null;
  const photos = data?.items ?? [];
  const mb = photos.reduce((sum, one) => sum + weight(one, size), 0) / MB;
  return (
    <section
      aria-label={t('basket')}
      className="no-print sticky bottom-18 z-20 rounded-card border border-line bg-surface p-3 shadow-pop sm:p-4 md:bottom-4"
    >
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <span className="flex items-center gap-3">
          <span className="flex -space-x-3 max-sm:hidden" aria-hidden>
            {photos.slice(0, 4).map((one) => (
              <img
                key={one.number}
                src={one.renditions.at(-1)?.url}
                alt=""
                className="size-10 rounded-lg object-cover ring-2 ring-surface"
              />
            ))}
          </span>
          <span role="status" className="num text-sm">
            <span className="block font-semibold">{t('studio.count', { count: numbers.length })}</span>
            <span className="text-muted">
              {t('basket.about')}{' '}
              <bdi>{num(mb, lang, { style: 'unit', unit: 'megabyte', maximumFractionDigits: mb < 10 ? 1 : 0 })}</bdi>
            </span>
          </span>
        </span>
        <RadioGroup
          orientation="horizontal"
          value={size}
          onChange={(v) => choose(v as Size)}
          className="flex items-center gap-2 max-sm:order-last max-sm:w-full"
        >
          <Label className="text-sm text-muted max-sm:sr-only">{t('basket.size')}</Label>
          <span className="flex flex-1 rounded-xl border border-line-strong p-0.5">
            {sizes.map((one) => (
              <Radio
                key={one}
                value={one}
                className="flex h-9 flex-1 cursor-pointer items-center justify-center rounded-lg px-3 text-sm whitespace-nowrap text-ink data-focus-visible:outline-3 data-focus-visible:outline-brand selected:bg-brand selected:font-semibold selected:text-on-brand"
              >
                {t(`size.${one}`)}
              </Radio>
            ))}
          </span>
        </RadioGroup>
        {terms.data && !accepted && <TermsBox terms={terms.data} lang={lang} agreed={agreed} agree={agree} />}
        <span className="ms-auto flex items-center gap-2">
          <Press
            onPress={() => (accepted ? get() : accept.mutate(undefined, get))}
            pending={accept.isPending}
            isDisabled={!accepted && !agreed}
            className={`${btn.primary} max-sm:px-3`}
          >
            <Download className="size-4.5" aria-hidden />
            {t('basket.get')}
          </Press>
          <Button onPress={empty} aria-label={t('basket.clear')} className={btn.icon}>
            <X className="size-5" aria-hidden />
          </Button>
        </span>
      </div>
    </section>
  );
}
