import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { appoint, editPost, propose, setCover, vacate } from '../../api/keeping';
import { entitiesQuery, staffQuery } from '../../api/members';
import { postKinds, type Post } from '../../api/types';
import { today } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { control } from '../ui';
import { ActForm, both, words, type FieldSpec } from './ActForm';

/** Who is in a post and until when: what changing it rests on. */
const heldBy = ({ holder, acting }: Post) => ({
  holder: holder?.person.name ?? null,
  acting: acting && { name: acting.person.name, to: acting.to },
});

export type TenureKind = 'permanent' | 'acting';

/** A choice among the people of an entity, but for those named. */
export function useStaff(entity: string, but: (string | undefined)[] = []): FieldSpec {
  const lang = useLang();
  const { t } = useTranslation();
  const { data, error } = useQuery(staffQuery(entity));
  const people = data?.items.filter((one) => !but.includes(one.id)) ?? [];
  return {
    name: 'personId',
    label: t('post.person'),
    kind: 'select',
    none: t(data ? 'post.person.choose' : error ? 'fail.title' : 'loading.page'),
    options: people.map((one) => ({ id: one.id, label: one.name[lang] })),
    hint: data && !people.length ? t('post.person.none') : undefined,
  };
}

export function AppointForm({ post, kind, close }: { post: Post; kind: TenureKind; close: () => void }) {
  const { t } = useTranslation();
  const who = useStaff(post.entity, [post.holder?.person.id, post.acting?.person.id]);
  const last: FieldSpec = {
    name: 'to',
    label: t('post.to'),
    kind: 'date',
    min: today(),
    optional: true,
    hint: t('post.to.hint'),
  };
  return (
    <ActForm
      name={`appoint-${kind}-${post.id}`}
      fields={[who, { name: 'from', label: t('post.from'), kind: 'date', max: today() }, ...(kind === 'acting' ? [last] : [])]}
      known={{ personId: '', from: today(), to: '' }}
      record={post}
      concerns={heldBy}
      act={(values) =>
        appoint(post.id, {
          personId: String(values.personId),
          kind,
          from: String(values.from),
          ...(kind === 'acting' && values.to ? { to: String(values.to) } : {}),
        })
      }
      said={t(`post.appoint.${kind}.done`)}
      yes={t(`post.appoint.${kind}`)}
      close={close}
    />
  );
}

export function VacateForm({ post, kind, close }: { post: Post; kind: TenureKind; close: () => void }) {
  const { t } = useTranslation();
  return (
    <ActForm
      name={`vacate-${kind}-${post.id}`}
      body={t('post.vacate.body')}
      fields={[{ name: 'handoverNote', label: t('post.note'), kind: 'area', hint: t('post.note.hint') }]}
      known={{ handoverNote: '' }}
      record={post}
      concerns={heldBy}
      act={(values) => vacate(post.id, { handoverNote: words(values, 'handoverNote') ?? '', kind })}
      said={t('post.vacate.done')}
      yes={t('post.vacate.yes')}
      close={close}
      danger
    />
  );
}

export function ExtendForm({ post, to, close }: { post: Post; to: string | null; close: () => void }) {
  const { t } = useTranslation();
  return (
    <ActForm
      name={`cover-${post.id}`}
      fields={[{ name: 'to', label: t('post.to'), kind: 'date', min: today(), optional: true, hint: t('post.to.hint') }]}
      known={{ to: to ?? '' }}
      record={post}
      concerns={heldBy}
      act={(values) => setCover(post.id, words(values, 'to'))}
      said={t('post.extend.done')}
      yes={t('post.extend')}
      close={close}
    />
  );
}

/** Ask somebody of another entity to take the post: nothing follows before they accept. */
export function ProposeForm({ post, kinds, close }: { post: Post; kinds: TenureKind[]; close: () => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const [entity, choose] = useState('');
  const { data } = useQuery(entitiesQuery);
  const who = useStaff(entity || post.entity);
  const id = useId();
  const others = data?.items.filter((one) => one.code !== post.entity) ?? [];
  return (
    <>
      <p className="mt-4 text-muted">{t('offer.propose.body')}</p>
      <label htmlFor={id} className="mt-4 mb-1.5 block text-sm font-semibold">
        {t('offer.entity')}
      </label>
      <select id={id} value={entity} onChange={(e) => choose(e.target.value)} className={`${control} h-11`}>
        <option value="">{t(data ? 'person.entity.choose' : 'loading.page')}</option>
        {others.map((one) => (
          <option key={one.code} value={one.code}>
            {one.name[lang]}
          </option>
        ))}
      </select>
      {entity && (
        <ActForm
          key={entity}
          name={`propose-${post.id}-${entity}`}
          fields={[
            who,
            {
              name: 'kind',
              label: t('offer.kind'),
              kind: 'select',
              options: kinds.map((one) => ({ id: one, label: t(`post.appoint.${one}`) })),
            },
            { name: 'to', label: t('post.to'), kind: 'date', min: today(), optional: true, hint: t('offer.to.hint') },
          ]}
          known={{ personId: '', kind: kinds[0] ?? 'permanent', to: '' }}
          record={post}
          concerns={heldBy}
          act={(values) => {
            const kind = values.kind as TenureKind;
            const to = kind === 'acting' ? words(values, 'to') : null;
            return propose(post.id, { personId: String(values.personId), kind, to });
          }}
          said={t('offer.propose.done')}
          yes={t('offer.propose')}
          close={close}
        />
      )}
    </>
  );
}

/** The title of a post, its kind while nobody is in it, and whether it is the network seat. Only what changed is sent. */
export function EditPostForm({ post, close }: { post: Post; close: () => void }) {
  const { t } = useTranslation();
  const free = !post.holder && !post.acting && !post.proposals.length;
  const kind: FieldSpec = {
    name: 'kind',
    label: t('post.kind'),
    kind: 'select',
    options: postKinds.map((id) => ({ id, label: t(`post.${id}`) })),
    hint: t('post.kind.hint'),
  };
  const seat: FieldSpec = { name: 'isNetworkSeat', label: t('post.seat'), kind: 'tick', hint: t('post.seat.hint') };
  return (
    <ActForm
      name={`post-${post.id}`}
      fields={[
        { name: 'title/ar', label: t('post.title.ar'), lang: 'ar' },
        { name: 'title/en', label: t('post.title.en'), lang: 'en' },
        ...(free ? [kind] : []),
        ...(post.actions.includes('give-seat') ? [seat] : []),
      ]}
      record={post}
      valuesOf={(now) => ({
        'title/ar': now.title.ar,
        'title/en': now.title.en,
        kind: now.kind,
        isNetworkSeat: now.isNetworkSeat,
      })}
      wire={(values) => ({ title: both(values, 'title'), kind: values.kind, isNetworkSeat: values.isNetworkSeat === true })}
      save={(change) => editPost(post.id, change)}
      said={t('post.edit.done')}
      yes={t('post.edit.yes')}
      close={close}
    />
  );
}
