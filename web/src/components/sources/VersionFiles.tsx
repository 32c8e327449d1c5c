import { useTranslation } from 'react-i18next';
import { Download, FileText } from 'lucide-react';
import { downloadFile, type SourceVersion } from '../../api/sources';
import { amount, num, type Lang } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { Press } from '../Press';
import { btn } from '../ui';

const size = (bytes: number, lang: Lang) =>
  bytes < 1_000_000 ? amount(Math.max(1, bytes / 1000), 'kilobyte', lang) : amount(bytes / 1_000_000, 'megabyte', lang);

/** The files of a version, Arabic first, each with its first page; the download is recorded, then begins. */
export function VersionFiles({ document, version, lang }: { document: string; version: SourceVersion; lang: Lang }) {
  const { t } = useTranslation();
  const take = useApiMutation({
    act: (file: string) => downloadFile(document, version.id, file),
    onDone: ({ url }) => location.assign(url),
    touches: [],
  });
  const files = [...version.files].sort((a, b) => a.language.localeCompare(b.language));
  if (!files.length) return <p className="text-muted">{t('sources.nofiles')}</p>;
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {files.map((f) => (
        <li key={f.id} className="flex min-w-0 gap-4 rounded-xl border border-line bg-raised p-4">
          <span className="grid h-32 w-23 shrink-0 place-items-center overflow-hidden rounded-lg border border-line bg-surface text-brand">
            {f.firstPage ? (
              <img src={f.firstPage} alt="" loading="lazy" className="size-full object-cover object-top" />
            ) : (
              <FileText className="size-9 stroke-1" aria-hidden />
            )}
          </span>
          <div className="flex min-w-0 flex-1 flex-col">
            <h3 className="text-base">{t(`sources.lang.${f.language}`)}</h3>
            <p dir="auto" className="text-sm break-words text-muted">
              <bdi>{f.name}</bdi>
            </p>
            <p className="num mt-1 text-sm text-muted">
              {[f.pages && t('sources.pages', { count: f.pages, n: num(f.pages, lang) }), size(f.bytes, lang)]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <div className="mt-auto pt-3">
              <Press
                onPress={() => take.mutate(f.id)}
                pending={take.isPending}
                aria-label={`${t('sources.download')}: ${t(`sources.lang.${f.language}`)}, ${version.label}`}
                className={btn.small}
              >
                <Download className="size-4" aria-hidden />
                {t('sources.download')}
              </Press>
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
