import { useTranslation } from 'react-i18next';
import { Ban } from 'lucide-react';
import type { Colour } from '../../api/looks';
import { contrast, level, notations } from '../../lib/colour';
import { num, type Lang } from '../../lib/dates';
import { CopyButton, card } from '../ui';

/** A colour in the notations that screens and printers ask for, each to copy. */
export function Swatch({ c, lang }: { c: Colour; lang: Lang }) {
  const { t } = useTranslation();
  const rows = [
    ...notations(c.hex),
    ...(c.cmyk ? [{ name: 'CMYK', text: c.cmyk }] : []),
    ...(c.pantone ? [{ name: 'Pantone', text: c.pantone }] : []),
  ];
  return (
    <li className={`${card} overflow-hidden`}>
      <div className="h-24 forced-color-adjust-none" style={{ backgroundColor: c.hex }} aria-hidden />
      <div className="p-4">
        <h3 className="text-base">{c.name[lang]}</h3>
        <p className="text-sm text-muted">{t(`looks.role.${c.role}`)}</p>
        <dl className="mt-2 text-sm">
          {rows.map((row) => (
            <div key={row.name} dir="ltr" className="flex items-center gap-2">
              <dt className="w-16 shrink-0 text-xs text-muted">{row.name}</dt>
              <dd className="num min-w-0 flex-1 truncate font-semibold">{row.text}</dd>
              <dd>
                <CopyButton small text={row.text} label={`${t('looks.copy')} ${row.name}`} />
              </dd>
            </div>
          ))}
        </dl>
        <ul className="mt-3 grid grid-cols-2 gap-2 forced-color-adjust-none" aria-label={t('looks.contrast')}>
          {(['#FFFFFF', '#000000'] as const).map((ground) => {
            const ratio = contrast(c.hex, ground);
            const fit = level(ratio);
            return (
              <li key={ground}>
                <span
                  className="grid h-10 place-items-center rounded-lg border border-line font-display text-2xl leading-none"
                  style={{ backgroundColor: c.hex, color: ground }}
                  aria-hidden
                >
                  {fit === 'none' ? <Ban className="size-5" /> : lang === 'ar' ? 'أبجد' : 'Abc'}
                </span>
                <span className="num mt-1 block text-xs text-muted">
                  {t(`looks.on.${ground === '#FFFFFF' ? 'white' : 'black'}`, {
                    ratio: num(ratio, lang, { maximumFractionDigits: 1 }),
                  })}
                  {' · '}
                  {t(`looks.level.${fit}`)}
                </span>
              </li>
            );
          })}
        </ul>
      </div>
    </li>
  );
}
