import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ArrowRight } from 'lucide-react';
import type { Lang } from '../lib/dates';
import { gates } from './gates';
import { card } from './ui';

/** The five gates, each with what it is for. */
export function GateBoxes({ lang }: { lang: Lang }) {
  const { t } = useTranslation();
  return (
    <ul className="mt-4 grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-5">
      {gates.map(([gate, Icon]) => (
        <li key={gate} className={`${card} group relative flex flex-col p-5 transition hover:-translate-y-0.5 hover:shadow-pop`}>
          <span className="grid size-11 place-items-center rounded-xl bg-brand-soft text-brand" aria-hidden>
            <Icon className="size-6" />
          </span>
          <h3 className="mt-3 text-[1.06rem]">
            <Link to={`/${lang}/${gate}` as string} className="after:absolute after:inset-0 group-hover:text-brand">
              {t(`gate.${gate}`)}
            </Link>
          </h3>
          <p className="mt-1 mb-4 text-sm leading-6 text-muted">{t(`home.gate.${gate}`)}</p>
          <span className="mt-auto">
            <ArrowRight className="flip size-5 text-brand" aria-hidden />
          </span>
        </li>
      ))}
    </ul>
  );
}
