import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Send } from 'lucide-react';
import { identityQuery, publishIdentity, type Identity } from '../api/looks';
import { asProblem } from '../api/problem';
import { Confirm } from '../components/Confirm';
import { PageHero } from '../components/PageHero';
import { Press } from '../components/Press';
import { Logos } from '../components/sources/LogoForm';
import { LookWords } from '../components/sources/LookWords';
import { Badge, btn, Panel } from '../components/ui';
import { Unready } from '../components/Unready';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { useApiMutation } from '../lib/useApiMutation';
import { NotFound } from './Faults';

function Publish({ x }: { x: Identity }) {
  const { t } = useTranslation();
  const act = useApiMutation({
    record: x,
    act: () => publishIdentity(x.entity),
    may: (now) => now.mayPublish && !now.published,
    said: t('sources.did.publish'),
  });
  return (
    <Confirm
      title={t('shelf.look.publish.q')}
      body={t('shelf.look.publish.body')}
      yes={t('sources.act.publish')}
      onYes={() => act.mutate(undefined)}
      trigger={(open) => (
        <Press onPress={open} pending={act.isPending} className={btn.gold}>
          <Send className="flip size-4.5" aria-hidden />
          {t('sources.act.publish')}
        </Press>
      )}
    />
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
        above={<Badge>{t(x.published ? 'shelf.published' : 'sources.state.draft')}</Badge>}
        title={<bdi>{x.name[lang]}</bdi>}
        overlap="half"
        side={
          <div className="flex flex-wrap gap-2">
            <Link to="/$lang/identities/$entity" params={{ lang, entity }} className={btn.onDark}>
              {t('shelf.asseen')}
            </Link>
            {!x.published && x.mayPublish && <Publish x={x} />}
          </div>
        }
      />
      <div className="wrap-page relative -mt-14 space-y-5">
        <Panel id="logos-h" title={t('looks.logos')}>
          <Logos x={x} lang={lang} />
        </Panel>
        <LookWords x={x} />
      </div>
    </>
  );
}
