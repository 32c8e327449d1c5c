import { useTranslation } from 'react-i18next';
import { moment, num, type Lang } from '../lib/dates';
import { useNaming, type OwnNaming } from '../lib/naming';
import type { Bi } from '../lib/text';
import { Panel } from './ui';

type Change = { field: string; before: unknown; after: unknown };
export type Amendment = { number: number; reason: string; name?: Bi | null; at: string; changes: Change[]; kind?: string };
type Read = { name: (pointer: string) => string; show: (pointer: string, value: unknown) => string };

/** What was replaced and by what, a line a field. */
export function ChangeTable({ changes, read }: { changes: Change[]; read: Read }) {
  const { t } = useTranslation();
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
              <bdi>{read.name(change.field)}</bdi>
            </th>
            <td dir="auto" className="py-1.5 pe-3 break-words whitespace-pre-line text-muted line-through">
              {read.show(change.field, change.before) || '—'}
            </td>
            <td dir="auto" className="py-1.5 font-semibold break-words whitespace-pre-line">
              {read.show(change.field, change.after) || '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every change of something published, with its reason and both values: nothing is replaced in silence. */
export function AmendmentList({ amendments, read, lang }: { amendments: Amendment[]; read: Read; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <ol className="space-y-5">
      {amendments.map((one) => (
        <li key={one.number}>
          <h3 className="text-base">
            {t('amendments.n', { n: num(one.number, lang) })}
            {one.kind && <> · {t(`amendments.${one.kind}`)}</>}
          </h3>
          <p className="num text-xs text-muted">
            {one.name && (
              <>
                <bdi>{t('amendments.by', { name: one.name[lang] })}</bdi> ·{' '}
              </>
            )}
            <time dateTime={one.at}>{moment(one.at, lang)}</time>
          </p>
          <p dir="auto" className="mt-1.5 border-s-2 border-gold-500 ps-4 whitespace-pre-line">
            {one.reason}
          </p>
          <ChangeTable changes={one.changes} read={read} />
        </li>
      ))}
    </ol>
  );
}

/** The same as a part of a page, where the record's own form knows what its fields are called. */
export function Corrected(p: { amendments: Amendment[]; naming: OwnNaming; lang: Lang; bare?: boolean }) {
  const { t } = useTranslation();
  const read = useNaming(p.naming);
  const list = <AmendmentList amendments={p.amendments} read={read} lang={p.lang} />;
  if (!p.bare)
    return (
      <Panel id="amend-h" title={t('amendments.corrections')} sub={t('amendments.sub')}>
        {list}
      </Panel>
    );
  return (
    <details className="mt-1 text-sm">
      <summary className="cursor-pointer font-semibold text-brand">{t('amendments.corrections')}</summary>
      <div className="mt-2">{list}</div>
    </details>
  );
}
