import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Building2, Megaphone, Palette, Pencil, Plus, UserPlus, Users } from 'lucide-react';
import { entityQuery } from '../api/members';
import { asProblem } from '../api/problem';
import type { EntityRef, Summary } from '../api/types';
import { Act } from '../components/members/Act';
import { ClosedPosts } from '../components/members/ClosedPosts';
import { Duty } from '../components/members/Duty';
import { EntityActs } from '../components/members/EntityActs';
import { EntityLink } from '../components/members/EntityLink';
import { PostRow } from '../components/members/PostRow';
import { PageHero } from '../components/PageHero';
import { Away, Bars, Fault, Loading } from '../components/states';
import { StateBadge } from '../components/StateBadge';
import { Badge, btn, card, Fact, link, Panel } from '../components/ui';
import { day, longDay, num } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { later } from '../lib/later';
import { NotFound } from './Faults';

const NewPost = later(async () => (await import('../components/members/EntityForms')).NewPost, 'memberforms');
const EditEntity = later(async () => (await import('../components/members/EntityForms')).EditEntity, 'memberforms');
const NewPersonForm = later(async () => (await import('../components/members/PersonForms')).NewPersonForm, 'memberforms');

function Waiting({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHero trail={[{ label: t('gate.members'), to: '/members' }]} title={t(error ? 'fail.title' : 'loading.page')} />
      <div className="wrap-page relative -mt-20">
        {error ? (
          <Fault error={error} retry={retry} />
        ) : (
          <Loading label={t('loading.page')}>
            <div className={`${card} h-80 p-6`}>
              <Bars rows={6} />
            </div>
          </Loading>
        )}
      </div>
    </>
  );
}

/** The latest campaigns it leads, as far as the reader may see them. */
function Led({ items, entity }: { items: Pick<Summary, 'id' | 'title' | 'status'>[]; entity: string }) {
  const lang = useLang();
  const { t } = useTranslation();
  return (
    <Panel
      id="led-h"
      title={t('entity.campaigns')}
      icon={Megaphone}
      flush
      action={
        items.length > 0 && (
          <Link to="/$lang/forum" params={{ lang }} search={{ entity }} className={link}>
            {t('entity.campaigns.all')}
          </Link>
        )
      }
    >
      {items.length === 0 ? (
        <p className="px-5 pb-5 text-muted">{t('entity.campaigns.none')}</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {items.map((one) => (
            <li key={one.id}>
              <Link
                to="/$lang/forum/$id"
                params={{ lang, id: one.id }}
                className="flex flex-wrap items-center gap-3 px-5 py-3 font-semibold hover:bg-raised hover:text-brand"
              >
                <bdi className="min-w-0 flex-1 basis-48">{one.title[lang] || t('untitled')}</bdi>
                <StateBadge status={one.status} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const Related = ({ items }: { items: EntityRef[] }) => (
  <ul className="space-y-1.5">
    {items.map((one) => (
      <li key={one.code}>
        <EntityLink entity={one} />
      </li>
    ))}
  </ul>
);

/** An entity: its posts and who is in them, who answers for it tonight, what is above and below it. */
export function Entity() {
  const lang = useLang();
  const { t, i18n } = useTranslation();
  const { code = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(entityQuery(code));
  const e = data?.entity;
  useTitle(e?.name[lang] ?? t('members.title'));
  if (error && asProblem(error).status === 404) return <NotFound />;
  if (!data || !e) return <Waiting error={error} retry={() => void refetch()} />;
  const vacant = e.posts.filter((post) => post.holder?.kind !== 'permanent').length;
  const share = data.confirmation;
  const may = (act: (typeof e.actions)[number]) => e.actions.includes(act);
  return (
    <>
      <PageHero
        trail={[{ label: t('gate.members'), to: '/members' }, { label: e.name[lang] }]}
        above={
          <>
            <Badge tone="accent">{t(`entity.kind.${e.kind}`)}</Badge>
            {e.status !== 'active' && <Badge tone="warn">{t(`entity.status.${e.status}`)}</Badge>}
          </>
        }
        title={<bdi>{e.name[lang]}</bdi>}
        stats={[
          [num(e.posts.length, lang), t('entity.stat.posts')],
          [num(vacant, lang), t('entity.stat.vacant')],
          ...(share && share.people > 0
            ? [[num(share.confirmed / share.people, lang, { style: 'percent' }), t('members.stat.confirmed')] as const]
            : []),
        ]}
      >
        <Link to="/$lang/members" params={{ lang }} search={{ entity: e.code }} className={btn.gold}>
          <Users className="size-4.5" aria-hidden />
          {t('entity.people')}
        </Link>
        <Link to="/$lang/forum" params={{ lang }} search={{ entity: e.code }} className={btn.onDark}>
          <Megaphone className="size-4.5" aria-hidden />
          {t('person.campaigns')}
        </Link>
        {data.hasIdentity && (
          <Link to="/$lang/identities/$entity" params={{ lang, entity: e.code }} className={btn.onDark}>
            <Palette className="size-4.5" aria-hidden />
            {t('entity.identity')}
          </Link>
        )}
        {may('register-person') && (
          <Act
            icon={UserPlus}
            label={t('person.register')}
            title={t('person.register.q', { entity: e.name[lang] })}
            look="onDark"
          >
            {(close) => <NewPersonForm entity={e.code} close={close} />}
          </Act>
        )}
      </PageHero>
      <div className="wrap-page relative -mt-20 space-y-5">
        <Away parts={data.unavailable} />
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="grid min-w-0 gap-5">
            <Panel
              id="posts-h"
              title={t('entity.posts')}
              flush
              action={
                may('create-post') && (
                  <Act icon={Plus} label={t('post.create')} title={t('post.create.q', { entity: e.name[lang] })}>
                    {(close) => <NewPost e={e} close={close} />}
                  </Act>
                )
              }
            >
              {e.posts.length === 0 ? (
                <p className="px-5 pb-5 text-muted">{t('entity.posts.none')}</p>
              ) : (
                <ul className="divide-y divide-line border-t border-line">
                  {e.posts.map((post) => (
                    <PostRow key={post.id} post={post} entity={e} />
                  ))}
                </ul>
              )}
              {may('create-post') && <ClosedPosts entity={e.code} />}
            </Panel>
            <Led items={data.campaigns} entity={e.code} />
          </div>
          <div className="grid min-w-0 gap-5">
            {data.duty && e.status === 'active' && <Duty roster={data.duty} may={may('roster')} />}
            <Panel
              id="about-h"
              title={t('entity.about')}
              icon={Building2}
              action={
                may('edit') && (
                  <Act icon={Pencil} label={t('entity.edit')} title={t('entity.edit.q', { entity: e.name[lang] })}>
                    {(close) => <EditEntity e={e} close={close} />}
                  </Act>
                )
              }
            >
              <dl className="space-y-4">
                <Fact k={t('entity.code')}>
                  <bdi dir="ltr">{e.code}</bdi>
                </Fact>
                <Fact k={t('entity.kind')}>{t(`entity.kind.${e.kind}`)}</Fact>
                {e.sectors.length > 0 && (
                  <Fact k={t('members.sector')}>
                    {new Intl.ListFormat(lang).format(e.sectors.map((s) => (i18n.exists(`sector.${s}`) ? t(`sector.${s}`) : s)))}
                  </Fact>
                )}
                <Fact k={t('entity.since')}>{longDay(day(e.validFrom), lang)}</Fact>
                {e.validTo && <Fact k={t('entity.ended')}>{longDay(day(e.validTo), lang)}</Fact>}
                {data.mergedInto && (
                  <Fact k={t('entity.mergedInto')}>
                    <EntityLink entity={data.mergedInto} />
                  </Fact>
                )}
                {data.parent && (
                  <Fact k={t('entity.parent')}>
                    <EntityLink entity={data.parent} />
                  </Fact>
                )}
                {data.children.length > 0 && (
                  <Fact k={t('entity.children')}>
                    <Related items={data.children} />
                  </Fact>
                )}
              </dl>
            </Panel>
            <EntityActs e={e} />
          </div>
        </div>
      </div>
    </>
  );
}
