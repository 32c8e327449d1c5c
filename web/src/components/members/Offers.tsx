import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Check, Handshake, Undo2, X } from 'lucide-react';
import { answerOffer, type OfferAct } from '../../api/keeping';
import { offersQuery } from '../../api/members';
import type { Post } from '../../api/types';
import { day, longDay, moment } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { useApiMutation } from '../../lib/useApiMutation';
import { Press } from '../Press';
import { Badge, btn, Panel } from '../ui';
import { EntityLink } from './EntityLink';

type Offer = Pick<Post['proposals'][number], 'id' | 'kind' | 'to' | 'until' | 'actions'>;
const icons = { accept: Check, decline: X, withdraw: Undo2 };

/** What the reader may answer to an offer. */
function Answer({
  post,
  offer,
  act,
  about,
}: {
  post: { id: string; version: number };
  offer: Offer;
  act: OfferAct;
  about: string;
}) {
  const { t } = useTranslation();
  const answer = useApiMutation({
    record: post,
    act: () => answerOffer(post.id, act, offer.id),
    concerns: () => ({}),
    said: t(`offer.${act}.done`),
  });
  const Icon = icons[act];
  return (
    <Press
      onPress={() => answer.mutate(undefined)}
      pending={answer.isPending}
      className={act === 'accept' ? `${btn.primary} text-sm` : btn.small}
      aria-label={`${t(`offer.${act}`)}: ${about}`}
    >
      <Icon className="size-4" aria-hidden />
      {t(`offer.${act}`)}
    </Press>
  );
}

export function OfferActs(p: { post: { id: string; version: number }; offer: Offer; about: string }) {
  const lang = useLang();
  const { t } = useTranslation();
  return (
    <>
      <span className="num text-xs text-muted">
        {p.offer.kind === 'acting' && `${t('person.acting')} · `}
        {p.offer.to && `${t('post.until', { day: longDay(day(p.offer.to), lang) })} · `}
        {t('offer.until', { day: moment(p.offer.until, lang) })}
      </span>
      <span className="no-print flex flex-wrap gap-2">
        {p.offer.actions.map((act) => (
          <Answer key={act} post={p.post} offer={p.offer} act={act} about={p.about} />
        ))}
      </span>
    </>
  );
}

/** On one's own card: the posts of other entities that one is asked to take. */
export function Offers({ id }: { id: string }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { data } = useQuery(offersQuery(id));
  if (!data?.items.length) return null;
  return (
    <Panel id="offers-h" title={t('offers.title')} sub={t('offers.sub')} icon={Handshake} className="no-print">
      <ul className="divide-y divide-line">
        {data.items.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-3 py-3">
            <span className="min-w-0 flex-1 basis-56">
              <span className="flex flex-wrap items-center gap-2 font-semibold">
                <bdi>{one.postTitle[lang]}</bdi>
                {one.kind === 'acting' && <Badge tone="warn">{t('person.acting')}</Badge>}
              </span>
              <EntityLink entity={one.entity} />
            </span>
            <OfferActs post={{ id: one.postId, version: one.version }} offer={one} about={one.postTitle[lang]} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
