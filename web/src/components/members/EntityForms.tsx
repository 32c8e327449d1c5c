import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { createPost, editEntity, mergeEntity, registerEntity, restoreEntity } from '../../api/keeping';
import { entitiesQuery } from '../../api/members';
import { entityKinds, postKinds, sectors, type Entity, type PostKind } from '../../api/types';
import { useLang } from '../../lib/lang';
import { ActForm, both, words, type FieldSpec, type Values } from './ActForm';

type Kind = Entity['kind'];

/** What the secretariat knows of an entity; its code is given once. */
function useParticulars(code?: string, held: readonly string[] = []): FieldSpec[] {
  const lang = useLang();
  const { t, i18n } = useTranslation();
  const { data } = useQuery(entitiesQuery);
  const all = [...new Set([...sectors, ...held])];
  return [
    { name: 'name/ar', label: t('entity.name.ar'), lang: 'ar' },
    { name: 'name/en', label: t('entity.name.en'), lang: 'en' },
    {
      name: 'kind',
      label: t('entity.kind'),
      kind: 'select',
      options: entityKinds.map((id) => ({ id, label: t(`entity.kind.${id}`) })),
    },
    {
      name: 'parent',
      label: t('entity.parent'),
      kind: 'select',
      optional: true,
      none: t(data ? 'entity.parent.none' : 'loading.page'),
      options: data?.items.filter((one) => one.code !== code).map((one) => ({ id: one.code, label: one.name[lang] })),
    },
    {
      name: 'sectors',
      label: t('entity.sectors'),
      kind: 'ticks',
      options: all.map((id) => ({ id, label: i18n.exists(`sector.${id}`) ? t(`sector.${id}`) : id })),
    },
  ];
}

const told = (values: Values) => ({
  name: both(values, 'name'),
  kind: values.kind as Kind,
  parent: words(values, 'parent'),
  sectors: values.sectors as string[],
});

export function NewEntity({ close }: { close: () => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const particulars = useParticulars();
  return (
    <ActForm
      name="new-entity"
      body={t('entity.register.body')}
      fields={[{ name: 'code', label: t('entity.code'), kind: 'code', hint: t('entity.code.hint') }, ...particulars]}
      known={{ code: '', 'name/ar': '', 'name/en': '', kind: 'department', parent: '', sectors: [] }}
      act={(values) => registerEntity({ code: String(values.code).trim(), ...told(values) })}
      said={t('entity.register.done')}
      yes={t('entity.register')}
      close={close}
      done={(made: { code: string }) => void navigate({ to: '/$lang/entities/$code', params: { lang, code: made.code } })}
    />
  );
}

export function EditEntity({ e, close }: { e: Entity; close: () => void }) {
  const { t } = useTranslation();
  return (
    <ActForm
      name={`entity-${e.code}`}
      fields={useParticulars(e.code, e.sectors)}
      record={e}
      valuesOf={({ name, kind, parent, sectors: in_ }) => ({
        'name/ar': name.ar,
        'name/en': name.en,
        kind,
        parent: parent ?? '',
        sectors: in_,
      })}
      wire={told}
      save={(change) => editEntity(e.code, change)}
      said={t('entity.edit.done')}
      yes={t('entity.edit.yes')}
      close={close}
    />
  );
}

export function NewPost({ e, close }: { e: Entity; close: () => void }) {
  const { t } = useTranslation();
  const seat: FieldSpec[] = e.actions.includes('give-seat')
    ? [{ name: 'isNetworkSeat', label: t('post.seat'), kind: 'tick', hint: t('post.seat.hint') }]
    : [];
  return (
    <ActForm
      name={`post-of-${e.code}`}
      fields={[
        {
          name: 'kind',
          label: t('post.kind'),
          kind: 'select',
          options: postKinds.map((id) => ({ id, label: t(`post.${id}`) })),
          hint: t('post.kind.hint'),
        },
        { name: 'title/ar', label: t('post.title.ar'), lang: 'ar' },
        { name: 'title/en', label: t('post.title.en'), lang: 'en' },
        ...seat,
      ]}
      known={{ kind: 'director', 'title/ar': '', 'title/en': '', isNetworkSeat: false }}
      act={(values) =>
        createPost({
          entity: e.code,
          kind: values.kind as PostKind,
          title: both(values, 'title'),
          isNetworkSeat: values.isNetworkSeat === true,
        })
      }
      said={t('post.create.done')}
      yes={t('post.create')}
      close={close}
    />
  );
}

/** End an entity as a part of another. */
export function MergeForm({ e, close }: { e: Entity; close: () => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { data } = useQuery(entitiesQuery);
  const others = data?.items.filter((one) => one.code !== e.code) ?? [];
  return (
    <ActForm
      name={`merge-${e.code}`}
      body={t('entity.end.body')}
      fields={[
        {
          name: 'into',
          label: t('entity.merge.into'),
          kind: 'select',
          none: t(data ? 'entity.merge.choose' : 'loading.page'),
          options: others.map((one) => ({ id: one.code, label: one.name[lang] })),
        },
      ]}
      known={{ into: '' }}
      record={e}
      concerns={({ status, name, parent }) => ({ status, name, parent })}
      act={(values) => mergeEntity(e.code, String(values.into))}
      said={t('entity.merge.done')}
      yes={t('entity.merge')}
      close={close}
      danger
    />
  );
}

/** Give an entity back that was merged or dissolved by mistake. */
export function RestoreForm({ e, close }: { e: Entity; close: () => void }) {
  const { t } = useTranslation();
  return (
    <ActForm
      name={`restore-${e.code}`}
      body={t('entity.restore.body')}
      fields={[{ name: 'reason', label: t('tenure.reason'), kind: 'area' }]}
      known={{ reason: '' }}
      record={e}
      concerns={({ status, mergedInto }) => ({ status, mergedInto })}
      act={(values) => restoreEntity(e.code, words(values, 'reason') ?? '')}
      said={t('entity.restore.done')}
      yes={t('entity.restore')}
      close={close}
    />
  );
}
