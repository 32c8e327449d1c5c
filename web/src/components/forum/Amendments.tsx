import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../api/types';
import { moment, num, type Lang } from '../../lib/dates';
import { useAmended } from '../../lib/amended';
import { Panel } from '../ui';

type Change = { field: string; before: unknown; after: unknown };

/** Every change after the launch, with its reason and both values: nothing is replaced in silence. */
export function Amendments({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const { amendments } = c.outcome;
  if (!amendments.length) return null;
  return (
    <Panel id="amend-h" title={t('amendments.title')} sub={t('amendments.sub')}>
      <ol className="space-y-5">
        {amendments.map((one) => (
          <li key={one.number}>
            <h3 className="text-base">
              {t('amendments.n', { n: num(one.number, lang) })} · {t(`amendments.${one.kind}`)}
            </h3>
            <p className="num text-xs text-muted">
              {one.by.name && (
                <>
                  <bdi>{t('amendments.by', { name: one.by.name[lang] })}</bdi> ·{' '}
                </>
              )}
              <time dateTime={one.at}>{moment(one.at, lang)}</time>
            </p>
            <p dir="auto" className="mt-1.5 border-s-2 border-gold-500 ps-4 whitespace-pre-line">
              {one.reason}
            </p>
            <Changes c={c} changes={one.changes} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** What was replaced and by what, a line a field. */
export function Changes({ c, changes }: { c: Campaign; changes: Change[] }) {
  const { t } = useTranslation();
  const { name, show } = useAmended(c);
  return (
    <table className="num mt-2 w-full table-fixed text-start text-sm">
      <thead>
        <tr className="text-xs text-muted">
          {(['what', 'before', 'after'] as const).map((column) => (
            <th key={column} scope="col" className="py-1 pe-3 text-start font-normal">
              {t(`amendments.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field} className="border-t border-line align-top">
            <th scope="row" className="py-1.5 pe-3 text-start font-normal">
              <bdi>{name(change.field)}</bdi>
            </th>
            <td dir="auto" className="py-1.5 pe-3 break-words whitespace-pre-line text-muted line-through">
              {show(change.field, change.before)}
            </td>
            <td dir="auto" className="py-1.5 font-semibold break-words whitespace-pre-line">
              {show(change.field, change.after)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
