import { useTranslation } from 'react-i18next';
import { Download } from 'lucide-react';
import { takeLogo, type Logo } from '../../api/looks';
import type { Lang } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { Press } from '../Press';
import { btn, card } from '../ui';

const formats: Record<string, string> = { 'image/svg+xml': 'SVG', 'image/png': 'PNG', 'application/pdf': 'PDF' };

/** A logo on the ground it is made for, and its formats. The ground is the identity's own colour where it is made for that. */
export function LogoCard({ entity, logo, colour, lang }: { entity: string; logo: Logo; colour?: string; lang: Lang }) {
  const { t } = useTranslation();
  const take = useApiMutation({
    act: (file: string) => takeLogo(entity, logo.id, file),
    onDone: ({ url }) => location.assign(url),
    touches: [],
  });
  const ground = { light: 'bg-white', dark: 'bg-teal-900', colour: 'bg-teal-600' }[logo.ground];
  return (
    <li className={`${card} flex flex-col overflow-hidden`}>
      <div
        className={`flex h-52 items-center justify-center p-8 ${ground}`}
        style={logo.ground === 'colour' && colour ? { backgroundColor: colour } : undefined}
      >
        {logo.picture && <img src={logo.picture} alt={logo.name[lang]} className="size-full object-contain" loading="lazy" />}
      </div>
      <div className="flex flex-1 flex-col border-t border-line p-4">
        <h3 className="text-base">{logo.name[lang]}</h3>
        <p className="text-sm text-muted">{t(`looks.variant.${logo.variant}`)}</p>
        <div className="mt-auto flex flex-wrap gap-2 pt-3">
          {logo.files.map((f) => (
            <Press
              key={f.id}
              onPress={() => take.mutate(f.id)}
              pending={take.isPending}
              aria-label={`${t('sources.download')} ${formats[f.contentType]}: ${logo.name[lang]}`}
              className={btn.small}
            >
              <Download className="size-4" aria-hidden />
              <bdi dir="ltr">{formats[f.contentType] ?? f.contentType}</bdi>
            </Press>
          ))}
        </div>
      </div>
    </li>
  );
}
