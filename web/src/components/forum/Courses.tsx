import { useTranslation } from 'react-i18next';
import { TrendingDown } from 'lucide-react';
import type { Campaign } from '../../api/types';
import { coursesOf, scaleOf, type Course } from '../../lib/course';
import { compact, day, daysBetween, longDay, num, type Lang } from '../../lib/dates';
import { verdict } from '../../lib/kpi';
import { Badge, Panel } from '../ui';

const W = 240;
const H = 72;
const EDGE = 8;
const stroke = { ok: 'stroke-ok', accent: 'stroke-accent', danger: 'stroke-danger', plain: 'stroke-line-strong' };
const dot = { ok: 'fill-ok', accent: 'fill-accent', danger: 'fill-danger', plain: 'fill-line-strong' };

/** Figures by day against the target; time runs with the language. The table beneath says the same. */
function Line({ course, lang, label, running }: { course: Course; lang: Lang; label: string; running: boolean }) {
  const { kpi, points } = course;
  const scale = scaleOf(course);
  const [first, last] = [day(points[0]!.day), day(points.at(-1)!.day)];
  const span = daysBetween(first, last) || 1;
  const along = (share: number) => EDGE + (lang === 'ar' ? 1 - share : share) * (W - 2 * EDGE);
  const x = (iso: string) => along(daysBetween(first, day(iso)) / span);
  const y = (figure: number) => H - EDGE - scale(figure) * (H - 2 * EDGE);
  const { tone } = verdict(kpi, running);
  return (
    <svg viewBox={`0 0 ${W} ${H}`} role="img" aria-label={label} className="h-auto w-full">
      {kpi.target !== null && (
        <line
          x1={0}
          x2={W}
          y1={y(kpi.target)}
          y2={y(kpi.target)}
          strokeDasharray="4 4"
          className="stroke-ink"
          strokeWidth="1.5"
        />
      )}
      {kpi.baseline !== null && (
        <line x1={0} x2={W} y1={y(kpi.baseline)} y2={y(kpi.baseline)} className="stroke-line-strong" strokeWidth="1" />
      )}
      <polyline
        points={points.map((one) => `${x(one.day)},${y(one.actual)}`).join(' ')}
        fill="none"
        strokeWidth="2.5"
        className={stroke[tone]}
      />
      {points.map((one) => (
        <circle key={one.day} cx={x(one.day)} cy={y(one.actual)} r="4" className={dot[tone]} />
      ))}
    </svg>
  );
}

function One({ course, lang, running }: { course: Course; lang: Lang; running: boolean }) {
  const { t } = useTranslation();
  const { kpi, points, falls } = course;
  const first = points[0]!;
  const last = points.at(-1)!;
  const said = (figure: number | null) => (figure === null ? '—' : compact(figure, lang));
  const name = kpi.name[lang];
  return (
    <li className="min-w-0 rounded-xl bg-bg p-4">
      <p className="flex flex-wrap items-center gap-2">
        <bdi className="min-w-0 flex-1 font-semibold">{name}</bdi>
        {falls && <Badge icon={TrendingDown}>{t('course.falls')}</Badge>}
      </p>
      <p className="num text-sm text-muted">
        {t('kpi.target')} <span className="font-semibold text-ink">{said(kpi.target)}</span> · {t('kpi.actual')}{' '}
        <span className="font-semibold text-ink">{said(last.actual)}</span> <bdi>{kpi.unit?.[lang]}</bdi>
      </p>
      <div className="mt-2">
        <Line
          course={course}
          lang={lang}
          running={running}
          label={t('course.graph', { name, a: said(first.actual), b: said(last.actual), c: said(kpi.target) })}
        />
      </div>
      <p className="num flex justify-between gap-2 text-xs text-muted" aria-hidden>
        <span>{longDay(day(first.day), lang)}</span>
        <span>{longDay(day(last.day), lang)}</span>
      </p>
      <details className="mt-2 text-sm">
        <summary className="cursor-pointer text-brand">{t('course.table')}</summary>
        <table className="num mt-2 w-full text-start">
          <thead>
            <tr className="text-xs text-muted">
              {(['day', 'figure', 'by'] as const).map((column) => (
                <th key={column} scope="col" className="py-1 text-start font-normal">
                  {t(`course.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((one) => (
              <tr key={one.day} className="border-t border-line">
                <td className="py-1">{longDay(day(one.day), lang)}</td>
                <td className="font-semibold">{num(one.actual, lang)}</td>
                <td>{one.by.name ? <bdi>{one.by.name[lang]}</bdi> : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </li>
  );
}

/** How the indicators went: every result that was recorded, by the day it was measured. */
export function Courses({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const courses = coursesOf(c);
  if (!courses.length) return null;
  return (
    <Panel id="course-h" title={t('course.title')} sub={t('course.sub')}>
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {courses.map((course) => (
          <One key={course.kpi.name.ar} course={course} lang={lang} running={c.status === 'live'} />
        ))}
      </ul>
    </Panel>
  );
}
