import { useTranslation } from 'react-i18next';
import { CalendarClock, History as Clock, UserMinus, UserPlus, UserRoundCog } from 'lucide-react';
import type { Post } from '../../api/types';
import { useLang } from '../../lib/lang';
import { later } from '../../lib/later';
import { Act } from './Act';
import type { TenureKind } from './PostForms';

const AppointForm = later(async () => (await import('./PostForms')).AppointForm, 'memberforms');
const VacateForm = later(async () => (await import('./PostForms')).VacateForm, 'memberforms');
const ExtendForm = later(async () => (await import('./PostForms')).ExtendForm, 'memberforms');
const Past = later(async () => (await import('./PostForms')).Past, 'memberforms');

/** What may be done about a post and who is in it. */
export function PostActs({ post, appoints, vacates }: { post: Post; appoints: boolean; vacates: boolean }) {
  const lang = useLang();
  const { t } = useTranslation();
  const name = post.title[lang];
  const permanent = post.holder?.kind === 'permanent';
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
      {appoints && post.acting && (
        <Act icon={CalendarClock} label={t('post.extend')} about={name} title={t('post.extend.q', { post: name })}>
          {(close) => <ExtendForm post={post} to={post.acting!.to} close={close} />}
        </Act>
      )}
      {vacates && post.acting && end('acting')}
      {vacates && permanent && end('permanent')}
      {vacates && (
        <Act icon={Clock} label={t('post.history')} about={name} title={t('post.history.q', { post: name })}>
          {() => <Past id={post.id} />}
        </Act>
      )}
    </div>
  );
}
