import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { UserRoundCog } from 'lucide-react';
import { unfilledQuery } from '../../api/members';
import type { EntityRef } from '../../api/types';
import { day, longDay } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { Badge, card } from '../ui';
import { EntityLink } from './EntityLink';

/** The posts that the people of the list leave open: vacant ones, and who covers the others. */
export function Unfilled({ entity, entities }: { entity?: string; entities: EntityRef[] }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { data } = useQuery(unfilledQuery(entity));
  if (!data?.items.length) return null;
  const named = new Map(entities.map((one) => [one.code, one]));
  return (
    <details className={`${card} group`}>
      <summary className="cursor-pointer px-5 py-3 font-semibold">{t('unfilled', { count: data.items.length })}</summary>
      <ul className="divide-y divide-line border-t border-line">
        {data.items.map((post) => {
          const owner = named.get(post.entity);
          return (
            <li key={post.id} className="grid grid-cols-1 items-center gap-x-5 gap-y-1 px-5 py-3 text-sm md:grid-cols-3">
              <bdi className="font-semibold">{post.title[lang]}</bdi>
              {owner ? <EntityLink entity={owner} /> : <bdi dir="ltr">{post.entity}</bdi>}
              {post.acting ? (
                <span className="flex flex-wrap items-center gap-x-2 text-accent">
                  <UserRoundCog className="size-4" aria-hidden />
                  {t('person.acting')}
                  <Link
                    to="/$lang/members/$id"
                    params={{ lang, id: post.acting.person.id }}
                    className="font-semibold hover:text-brand"
                  >
                    <bdi>{post.acting.person.name[lang]}</bdi>
                  </Link>
                </span>
              ) : (
                <span>
                  <Badge tone="warn">
                    {post.vacantSince ? t('post.vacant.since', { day: longDay(day(post.vacantSince), lang) }) : t('post.vacant')}
                  </Badge>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
