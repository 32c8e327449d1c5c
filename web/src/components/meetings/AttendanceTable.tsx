import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ChevronLeft, ChevronRight, ClipboardCheck } from 'lucide-react';
import { Button } from 'react-aria-components';
import { attendanceQuery } from '../../api/meetings';
import { num, today, type Lang } from '../../lib/dates';
import { boundsOf, quarterOf, quarterPast } from '../../lib/quarter';
import { Empty, Fault, Loading, Bars } from '../states';
import { btn, card, EntityTag } from '../ui';

const states = ['present', 'remote', 'delegate', 'excused', 'absent'] as const;
const came = ['present', 'remote', 'delegate'] as const;

/** Who was there, a quarter at a time: one's own entity, all for the secretariat. */
export function AttendanceTable({ lang }: { lang: Lang }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { quarter: asked = '' } = useSearch({ strict: false });
  const quarter = /^20\d\d-Q[1-4]$/.test(asked) ? asked : quarterOf(`${today()}T12:00:00Z`);
  const { data, error, refetch } = useQuery(attendanceQuery(...boundsOf(quarter)));
  const to = (other: string) =>
    void navigate({
      to: '/$lang/meetings',
      params: { lang },
      search: { show: 'attendance', quarter: other },
      replace: true,
      resetScroll: false,
    });
  const [year, part] = quarter.split('-Q');
  return (
    <section aria-labelledby="attendance-h" className={`${card} overflow-hidden`}>
      <div className="flex flex-wrap items-center gap-2 px-5 py-3">
        <h2 id="attendance-h" aria-live="polite" className="num min-w-0 flex-1 text-lg">
          {t('attendance')} · {t(`quarter.${part}`)} {year}
        </h2>
        {data && (
          <span className="num text-sm text-muted">
            {t('attendance.meetings', { count: data.meetings, n: num(data.meetings, lang) })}
          </span>
        )}
        <Button onPress={() => to(quarterPast(quarter, -1))} aria-label={t('quarter.before')} className={btn.icon}>
          <ChevronLeft className="flip size-5" aria-hidden />
        </Button>
        <Button onPress={() => to(quarterPast(quarter, 1))} aria-label={t('quarter.after')} className={btn.icon}>
          <ChevronRight className="flip size-5" aria-hidden />
        </Button>
      </div>
      {error && <Fault error={error} retry={() => void refetch()} compact />}
      {!data && !error && (
        <Loading label={t('loading.page')}>
          <div className="p-5">
            <Bars rows={5} />
          </div>
        </Loading>
      )}
      {data?.items.length === 0 && (
        <div className="p-5">
          <Empty icon={ClipboardCheck} title={t('attendance.empty')} body={t('attendance.empty.body')} level={3} />
        </div>
      )}
      {!!data?.items.length && (
        <div className="overflow-x-auto border-t border-line" tabIndex={0} role="region" aria-labelledby="attendance-h">
          <table className="w-full text-sm">
            <thead>
              <tr className="bg-raised text-start text-muted">
                <th scope="col" className="px-5 py-2.5 text-start font-semibold">
                  {t('desk.entity.col')}
                </th>
                {states.map((one) => (
                  <th key={one} scope="col" className="px-3 py-2.5 text-start font-semibold">
                    {t(`attendance.${one}`)}
                  </th>
                ))}
                <th scope="col" className="px-5 py-2.5 text-start font-semibold">
                  {t('attendance.rate')}
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {data.items.map((row) => {
                const all = states.reduce((sum, one) => sum + row[one], 0);
                const share = came.reduce((sum, one) => sum + row[one], 0) / all;
                return (
                  <tr key={row.entity.code}>
                    <th scope="row" className="px-5 py-2.5 text-start font-normal">
                      <EntityTag entity={row.entity} lang={lang} wrap />
                    </th>
                    {states.map((one) => (
                      <td key={one} className={`num px-3 py-2.5 ${row[one] ? '' : 'text-muted'}`}>
                        {num(row[one], lang)}
                      </td>
                    ))}
                    <td className="num px-5 py-2.5 font-semibold">
                      <span className="flex items-center gap-2">
                        <span className="h-1.5 w-16 overflow-hidden rounded-full bg-line" aria-hidden>
                          <span
                            className={`block h-full ${share < 0.5 ? 'bg-danger' : 'bg-ok'}`}
                            style={{ inlineSize: `${share * 100}%` }}
                          />
                        </span>
                        {num(share, lang, { style: 'percent' })}
                      </span>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
