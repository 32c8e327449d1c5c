import { useTranslation } from 'react-i18next';
import { Download, FileArchive, Files } from 'lucide-react';
import type { Pack } from '../../api/meetings';
import { queryClient } from '../../api/queries';
import { moment, type Lang } from '../../lib/dates';
import { Badge, box, btn, link } from '../ui';

/** What to read before the meeting as one file, with what is otherwise since the reader's own version. */
export function PackCard({ pack, lang }: { pack: Pack; lang: Lang }) {
  const { t } = useTranslation();
  const pdf = `/api/v1/meetings/${pack.meetingId}/pack.pdf?lang=${lang}&version=${pack.version}`;
  const taken = () => setTimeout(() => void queryClient.invalidateQueries({ queryKey: ['screen', 'meeting'] }), 3000);
  return (
    <section aria-labelledby="pack-h" className={`${box} no-print border-accent bg-accent-soft p-5`}>
      <h2 id="pack-h" className="flex items-center gap-2 text-lg text-accent">
        <Files className="size-5" aria-hidden />
        <span className="num">{t('pack.title', { n: pack.version })}</span>
      </h2>
      <p className="mt-1 text-sm text-ink">
        {pack.changes.length
          ? t('pack.changed', { n: pack.yours ?? 0 })
          : pack.yours === pack.version
            ? t('pack.yours')
            : t('pack.new')}
      </p>
      {pack.changes.length > 0 && (
        <ul className="mt-3 space-y-1.5 border-s-2 border-accent ps-3 text-sm">
          {pack.changes.map((one) => (
            <li key={`${one.how}${one.item}${one.paper ?? ''}`} className="flex flex-wrap items-center gap-2">
              <Badge tone="accent">{t(`pack.how.${one.how}`)}</Badge>
              <bdi>{one.what[lang]}</bdi>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <a href={pdf} download onClick={taken} className={btn.primary}>
          <Download className="size-4.5" aria-hidden />
          {t('pack.pdf')}
        </a>
        <a
          href={`/api/v1/screens/pack-archive/${pack.meetingId}?version=${pack.version}`}
          download
          onClick={taken}
          className={`${link} py-2`}
        >
          <FileArchive className="size-4" aria-hidden />
          {t('pack.zip')}
        </a>
      </div>
      <p className="num mt-3 text-xs text-muted">{moment(pack.publishedAt, lang)}</p>
    </section>
  );
}
