import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { CalendarClock, CircleSlash, Handshake, History as Clock, Pencil, UserMinus, UserPlus, UserRoundCog } from 'lucide-react';
import { closePost } from '../../api/keeping';
import type { Post } from '../../api/types';
import { useLang } from '../../lib/lang';
import { later } from '../../lib/later';
import { useApiMutation } from '../../lib/useApiMutation';
import { Confirm } from '../Confirm';
import { btn } from '../ui';
import { Act } from './Act';
import type { TenureKind } from './PostForms';

const AppointForm = later(async () => (await import('./PostForms')).AppointForm, 'memberforms');
const VacateForm = later(async () => (await import('./PostForms')).VacateForm, 'memberforms');
const ExtendForm = later(async () => (await import('./PostForms')).ExtendForm, 'memberforms');
const ProposeForm = later(async () => (await import('./PostForms')).ProposeForm, 'memberforms');
const EditPostForm = later(async () => (await import('./PostForms')).EditPostForm, 'memberforms');
const permanents: TenureKind[] = ['permanent'];
const actings: TenureKind[] = ['acting'];
const Past = later(async () => (await import('./PostHistory')).Past, 'memberforms');

/** What may be done about a post and who is in it. */
export function PostActs({ post, history }: { post: Post; history: boolean }) {
  const lang = useLang();
  const { t } = useTranslation();
  const name = post.title[lang];
  const permanent = post.holder?.kind === 'permanent';
  const may = (act: Post['actions'][number]) => post.actions.includes(act);
  const appoints = may('appoint');
  const shutting = useApiMutation({
    record: post,
    act: () => closePost(post.id),
    concerns: ({ holder, acting, proposals }) => ({ holder, acting, proposals }),
    said: t('post.close.done'),
    touches: [['screen', 'members']],
  });
  const begin = (kind: TenureKind) => (
    <Act
      icon={kind === 'acting' ? UserRoundCog : UserPlus}
      label={t(`post.appoint.${kind}`)}
      about={name}
      title={t(`post.appoint.${kind}.q`, { post: name })}
    >
      {(close) => <AppointForm post={post} kind={kind} close={close} />}
    </Act>
  );
  const end = (kind: TenureKind) => (
    <Act icon={UserMinus} label={t(`post.vacate.${kind}`)} about={name} title={t(`post.vacate.${kind}.q`, { post: name })}>
      {(close) => <VacateForm post={post} kind={kind} close={close} />}
    </Act>
  );
  return (
    <div className="no-print mt-3 flex flex-wrap gap-2">
      {appoints && !permanent && begin('permanent')}
      {appoints && !post.acting && begin('acting')}
      {appoints && (!permanent || !post.acting) && (
        <Act icon={Handshake} label={t('offer.propose')} about={name} title={t('offer.propose.q', { post: name })}>
          {(done) => (
            <ProposeForm post={post} kinds={[...(permanent ? [] : permanents), ...(post.acting ? [] : actings)]} close={done} />
          )}
        </Act>
      )}
      {may('cover') && (
        <Act icon={CalendarClock} label={t('post.extend')} about={name} title={t('post.extend.q', { post: name })}>
          {(close) => <ExtendForm post={post} to={post.acting?.to ?? null} close={close} />}
        </Act>
      )}
      {may('vacate-acting') && end('acting')}
      {may('vacate-permanent') && end('permanent')}
      {may('edit') && (
        <Act icon={Pencil} label={t('post.edit')} about={name} title={t('post.edit.q', { post: name })}>
          {(done) => <EditPostForm post={post} close={done} />}
        </Act>
      )}
      {may('close') && (
        <Confirm
          title={t('post.close.q', { post: name })}
          body={t('post.close.body')}
          yes={t('post.close')}
          onYes={() => shutting.mutate(undefined)}
          trigger={(open) => (
            <Button onPress={open} className={btn.small} aria-label={`${t('post.close')}: ${name}`}>
              <CircleSlash className="size-4" aria-hidden />
              {t('post.close')}
            </Button>
          )}
        />
      )}
      {history && (
        <Act icon={Clock} label={t('post.history')} about={name} title={t('post.history.q', { post: name })}>
          {() => <Past id={post.id} />}
        </Act>
      )}
    </div>
  );
}
