import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Landmark } from 'lucide-react';
import type { Meeting } from '../../api/types';
import { day, dayOf, longDay, type Lang } from '../../lib/dates';
import { Empty } from '../states';
import { card, EntityTag } from '../ui';

/** Who hosts: what comes first, then who hosted when, the latest in front. */
export function Rota({ meetings, lang }: { meetings: Meeting[]; lang: Lang }) {
  const { t } = useTranslation();
  const hosts = new Map<string, Meeting[]>();
  for (const m of meetings.filter((one) => one.hostEntity && one.status !== 'cancelled'))
    hosts.set(m.hostEntity!.code, [...(hosts.get(m.hostEntity!.code) ?? []), m]);
  const now = new Date().toISOString();
  const rows = [...hosts.values()].sort((a, b) => b[0]!.start.localeCompare(a[0]!.start));
  if (!rows.length) return <Empty icon={Landmark} title={t('rota.none')} body={t('rota.none.body')} />;
  return (
    <section aria-labelledby="rota-h" className={card}>
      <h2 id="rota-h" className="px-5 pt-4 pb-2 text-lg">
        {t('rota.title')}
      </h2>
      <ul className="divide-y divide-line">
        {rows.map((held) => (
          <li key={held[0]!.hostEntity!.code} className="flex flex-wrap items-start gap-x-6 gap-y-2 px-5 py-3.5">
            <span className="min-w-0 flex-1 basis-60">
              <EntityTag entity={held[0]!.hostEntity!} lang={lang} wrap />
            </span>
            <ul className="min-w-0 flex-2 basis-72 space-y-1 text-sm">
              {held.map((m) => (
                <li key={m.id} className="flex flex-wrap gap-x-3">
                  <Link
                    to="/$lang/meetings/$id"
                    params={{ lang, id: m.id }}
                    className="font-semibold hover:text-brand hover:underline"
                  >
                    {m.title[lang]}
                  </Link>
                  <span className={`num ${m.end >= now ? 'text-brand' : 'text-muted'}`}>
                    {longDay(day(dayOf(m.start)), lang)}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
