import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { appoint, setCover, vacate } from '../../api/keeping';
import { postQuery, staffQuery } from '../../api/members';
import type { Post } from '../../api/types';
import { day, longDay, today } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { Bars, Fault, Loading } from '../states';
import { Badge } from '../ui';
import { ActForm, words, type FieldSpec } from './ActForm';

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

/** Everybody's time in a post, with the notes they left. */
export function Past({ id }: { id: string }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { data: post, error, refetch } = useQuery(postQuery(id));
  if (error) return <Fault compact error={error} retry={() => void refetch()} />;
  if (!post)
    return (
      <Loading label={t('loading.page')}>
        <Bars rows={3} />
      </Loading>
    );
  if (!post.tenures.length) return <p className="mt-3 text-muted">{t('post.history.none')}</p>;
  return (
    <ol className="mt-3 divide-y divide-line">
      {post.tenures.toReversed().map((one) => (
        <li key={`${one.personId}-${one.from}-${one.kind}`} className="py-3 text-sm">
          <p className="num flex flex-wrap items-center gap-2">
            {t('post.since', { day: longDay(day(one.from), lang) })}
            {one.to && ` · ${t('post.until', { day: longDay(day(one.to), lang) })}`}
            {one.kind === 'acting' && <Badge tone="warn">{t('person.acting')}</Badge>}
            {!one.ended && <Badge tone="ok">{t('post.now')}</Badge>}
          </p>
          {one.handoverNote && (
            <p dir="auto" className="mt-1 rounded-xl bg-raised px-3 py-2 whitespace-pre-line text-muted">
              {one.handoverNote}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
