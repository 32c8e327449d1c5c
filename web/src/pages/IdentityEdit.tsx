import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CircleSlash, Send, Trash2 } from 'lucide-react';
import { discardIdentity, identityQuery, publishIdentity, withdrawIdentity, type Identity } from '../api/looks';
import { asProblem } from '../api/problem';
import { ReasonDialog } from '../components/ActDialog';
import { Confirm } from '../components/Confirm';
import { PageHero } from '../components/PageHero';
import { Press } from '../components/Press';
import { Logos } from '../components/sources/LogoForm';
import { LookWords } from '../components/sources/LookWords';
import { Badge, btn, Panel } from '../components/ui';
import { Unready } from '../components/Unready';
import { moment, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { useApiMutation } from '../lib/useApiMutation';
import { NotFound } from './Faults';

/** Its ways on and back: published, taken back with a reason, or a draft that is not needed. */
function Ways({ x, lang }: { x: Identity; lang: Lang }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = (verb: Identity['actions'][number]) => x.actions.includes(verb);
  const publish = useApiMutation({
    record: x,
    act: () => publishIdentity(x.entity),
    may: (now) => now.actions.includes('publish'),
    said: t('sources.did.publish'),
  });
  const discard = useApiMutation({
    record: x,
    act: () => discardIdentity(x.entity),
    may: (now) => now.actions.includes('discard'),
    said: t('shelf.look.did.discard'),
    onDone: () => navigate({ to: '/$lang/identities', params: { lang } }),
  });
  return (
    <>
      {can('publish') && (
        <Confirm
          title={t('shelf.look.publish.q')}
          body={t('shelf.look.publish.body')}
          yes={t('sources.act.publish')}
          onYes={() => publish.mutate(undefined)}
          trigger={(open) => (
            <Press onPress={open} pending={publish.isPending} className={btn.gold}>
              <Send className="flip size-4.5" aria-hidden />
              {t('sources.act.publish')}
            </Press>
          )}
        />
      )}
      {can('withdraw') && (
        <ReasonDialog
          title={t('shelf.look.withdraw.q')}
          label={t('shelf.look.withdraw')}
          icon={CircleSlash}
          look={btn.onDark}
          body={t('shelf.look.withdraw.body')}
          yes={t('shelf.look.withdraw')}
          danger
          record={x}
          concerns={({ published }) => ({ published })}
          may={(now) => now.actions.includes('withdraw')}
          act={(reason) => withdrawIdentity(x.entity, reason)}
          said={t('shelf.look.did.withdraw')}
        />
      )}
      {can('discard') && (
        <Confirm
          title={t('shelf.look.discard.q')}
          body={t('shelf.look.discard.body')}
          yes={t('shelf.look.discard')}
          onYes={() => discard.mutate(undefined)}
          trigger={(open) => (
            <Press onPress={open} pending={discard.isPending} className={btn.onDark}>
              <Trash2 className="size-4.5" aria-hidden />
              {t('shelf.look.discard')}
            </Press>
          )}
        />
      )}
    </>
  );
}

/** An identity while it is written: its logos, and all that goes with them. */
export function IdentityEdit() {
  const lang = useLang();
  const { t } = useTranslation();
  const { entity = '' } = useParams({ strict: false });
  const { data: x, error, refetch } = useQuery(identityQuery(entity));
  useTitle(t('shelf.look.edit'));
  if ((error && asProblem(error).status === 404) || (x && !x.mayWrite)) return <NotFound />;
  const trail = [
    { label: t('gate.sources'), to: '/sources' },
    { label: t('sources.tab.identities'), to: '/identities' },
  ];
  if (!x) return <Unready trail={trail} error={error} retry={() => void refetch()} />;
  return (
    <>
      <PageHero
        trail={[...trail, { label: x.name[lang], to: `/identities/${entity}` }, { label: t('shelf.edit.short') }]}
        above={<Badge>{t(x.published ? 'shelf.published' : x.withdrawal ? 'shelf.withdrawn' : 'sources.state.draft')}</Badge>}
        title={<bdi>{x.name[lang]}</bdi>}
        overlap="half"
        side={
          <div className="flex flex-wrap gap-2">
            <Link to="/$lang/identities/$entity" params={{ lang, entity }} className={btn.onDark}>
              {t('shelf.asseen')}
            </Link>
            <Ways x={x} lang={lang} />
          </div>
        }
      />
      <div className="wrap-page relative -mt-14 space-y-5">
        {x.withdrawal && (
          <div role="note" className="rounded-card border border-danger bg-danger-soft px-5 py-4">
            <p className="num font-semibold text-danger">{t('shelf.look.gone', { at: moment(x.withdrawal.at, lang) })}</p>
            <p dir="auto" className="mt-1">
              {x.withdrawal.reason[lang]}
            </p>
          </div>
        )}
        <Panel id="logos-h" title={t('looks.logos')}>
          <Logos x={x} lang={lang} />
        </Panel>
        {(x.actions.includes('edit') || x.actions.includes('correct')) && <LookWords x={x} />}
      </div>
    </>
  );
}
