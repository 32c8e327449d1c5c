import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Download, FileText } from 'lucide-react';
import { Button } from 'react-aria-components';
import { paperAddress, type Paper } from '../../api/meetings';
import { asProblem } from '../../api/problem';
import type { Lang } from '../../lib/dates';
import { toast } from '../../lib/toasts';
import { btn } from '../ui';

async function open(meeting: string, paper: string) {
  try {
    location.assign(await paperAddress(meeting, paper));
  } catch (error) {
    const problem = asProblem(error);
    toast({ tone: 'danger', title: problem.title, body: problem.detail });
  }
}

/** What to read before an item: a version of a source, or a private file fetched with one's own rights. */
export function Papers({ papers, meeting, lang }: { papers: Paper[]; meeting: string; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <ul className="mt-3 divide-y divide-line border-t border-line">
      {papers.map((one) => (
        <li key={one.id} className="flex items-center gap-3 py-2">
          <span className="grid size-9 shrink-0 place-items-center rounded-xl bg-brand-soft text-brand" aria-hidden>
            <FileText className="size-5" />
          </span>
          <span className="min-w-0 flex-1">
            {one.kind === 'source' && one.document ? (
              <Link
                to="/$lang/sources/$id"
                params={{ lang, id: one.document }}
                className="text-sm font-semibold hover:text-brand hover:underline"
              >
                <bdi>{one.title[lang]}</bdi>
              </Link>
            ) : (
              <bdi className="block text-sm font-semibold">{one.title[lang] || one.fileName}</bdi>
            )}
            <span className="num flex flex-wrap gap-x-3 text-xs text-muted">
              <span>{t(one.kind === 'source' ? 'paper.of.sources' : 'paper.version', { n: one.version })}</span>
              {one.visibility === 'secretariat' && <span>{t('item.secretariat')}</span>}
              {one.fileName && <bdi dir="ltr">{one.fileName}</bdi>}
            </span>
          </span>
          {one.kind === 'file' && (
            <Button
              onPress={() => void open(meeting, one.id)}
              aria-label={`${t('paper.open')}: ${one.title[lang]}`}
              className={btn.icon}
            >
              <Download className="size-4.5" aria-hidden />
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
