import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Handshake, Star, UserRoundCog } from 'lucide-react';
import type { Entity, Post } from '../../api/types';
import { day, longDay } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { Avatar, Badge } from '../ui';
import { OfferActs } from './Offers';
import { PostActs } from './PostActs';

type Holder = NonNullable<Post['holder']>;

function Who({ holder }: { holder: Holder }) {
  const lang = useLang();
  return (
    <Link to="/$lang/members/$id" params={{ lang, id: holder.person.id }} className="font-semibold hover:text-brand">
      <bdi>{holder.person.name[lang]}</bdi>
    </Link>
  );
}

function Since({ holder }: { holder: Holder }) {
  const lang = useLang();
  const { t } = useTranslation();
  return (
    <span className="num text-xs text-muted">
      {t('post.since', { day: longDay(day(holder.from), lang) })}
      {holder.to && ` · ${t('post.until', { day: longDay(day(holder.to), lang) })}`}
    </span>
  );
}

/** A post, who is in it, who acts, and what the reader may do about it. */
export function PostRow({ post, entity }: { post: Post; entity: Entity }) {
  const lang = useLang();
  const { t } = useTranslation();
  const permanent = post.holder?.kind === 'permanent' ? post.holder : null;
  const may = (act: Entity['actions'][number]) => entity.actions.includes(act);
  return (
    <li className="px-5 py-4">
      <div className="flex items-start gap-3">
        {permanent ? (
          <Avatar initials={permanent.person.initials[lang]} />
        ) : (
          <span
            className="grid size-11 shrink-0 place-items-center rounded-full border border-dashed border-line-strong"
            aria-hidden
          >
            –
          </span>
        )}
        <div className="min-w-0 flex-1">
          <h3 className="flex flex-wrap items-center gap-2 font-sans text-base">
            <bdi>{post.title[lang]}</bdi>
            {post.isNetworkSeat && (
              <Badge tone="accent" icon={Star}>
                {t('post.seat')}
              </Badge>
            )}
          </h3>
          {permanent ? (
            <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
              <Who holder={permanent} />
              <Since holder={permanent} />
            </p>
          ) : (
            <p className="mt-1">
              <Badge tone="warn">
                {post.vacantSince ? t('post.vacant.since', { day: longDay(day(post.vacantSince), lang) }) : t('post.vacant')}
              </Badge>
            </p>
          )}
          {post.acting && (
            <p className="mt-2 flex flex-wrap items-baseline gap-x-3 rounded-xl bg-accent-soft px-3 py-2 text-sm">
              <span className="inline-flex items-center gap-1.5 text-accent">
                <UserRoundCog className="size-4 self-center" aria-hidden />
                {t('person.acting')}
              </span>
              <Who holder={post.acting} />
              <Since holder={post.acting} />
            </p>
          )}
          {post.proposals.map((offer) => (
            <p
              key={offer.id}
              className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-xl border border-dashed border-line-strong px-3 py-2 text-sm"
            >
              <span className="inline-flex items-center gap-1.5 text-muted">
                <Handshake className="size-4" aria-hidden />
                {t('offer.waiting')}
              </span>
              <Link to="/$lang/members/$id" params={{ lang, id: offer.person.id }} className="font-semibold hover:text-brand">
                <bdi>{offer.person.name[lang]}</bdi>
              </Link>
              <OfferActs post={post} offer={offer} about={post.title[lang]} />
            </p>
          ))}
          <PostActs post={post} history={may('vacate')} />
        </div>
      </div>
    </li>
  );
}
