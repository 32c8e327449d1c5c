import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { kitQuery } from '../api/looks';
import { asProblem } from '../api/problem';
import { PageHero } from '../components/PageHero';
import { KitCorrection } from '../components/sources/KitCorrection';
import { KitDesk } from '../components/sources/KitDesk';
import { KitItems } from '../components/sources/KitItems';
import { KitState } from '../components/sources/KitState';
import { KitWords } from '../components/sources/KitWords';
import { btn, Panel } from '../components/ui';
import { Unready } from '../components/Unready';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { NotFound } from './Faults';

/** A kit while it is written: its words and times, its audience, what it holds, and its one release. */
export function KitEdit() {
  const lang = useLang();
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { data: kit, error, refetch } = useQuery(kitQuery(id));
  useTitle(t('shelf.kit.edit'));
  if ((error && asProblem(error).status === 404) || (kit && !kit.mayWrite && !kit.mayRelease)) return <NotFound />;
  const trail = [
    { label: t('gate.sources'), to: '/sources' },
    { label: t('sources.tab.kits'), to: '/kits' },
  ];
  if (!kit) return <Unready trail={trail} error={error} retry={() => void refetch()} />;
  const draft = kit.state === 'draft';
  return (
    <>
      <PageHero
        trail={[...trail, { label: kit.title[lang], to: `/kits/${id}` }, { label: t('shelf.edit.short') }]}
        above={<KitState kit={kit} lang={lang} />}
        title={<bdi>{kit.title[lang]}</bdi>}
        overlap="half"
        side={
          <Link to="/$lang/kits/$id" params={{ lang, id }} className={btn.onDark}>
            {t('shelf.asseen')}
          </Link>
        }
      />
      <div className="wrap-page relative -mt-14 grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        {draft ? (
          <div className="min-w-0 space-y-5">
            <Panel id="words-h" title={t('shelf.kit.words')}>
              <KitWords kit={kit} lang={lang} />
            </Panel>
            <Panel id="items-h" title={t('shelf.items')}>
              <KitItems kit={kit} lang={lang} />
            </Panel>
          </div>
        ) : kit.actions.includes('correct') ? (
          <Panel id="correct-h" title={t('shelf.kit.correct')} sub={t('shelf.kit.correct.sub')}>
            <KitCorrection key={kit.id} kit={kit} lang={lang} />
          </Panel>
        ) : (
          <Panel id="fixed-h" title={t('shelf.kit.fixed')}>
            <p className="text-muted">{t('shelf.kit.fixed.body')}</p>
          </Panel>
        )}
        <KitDesk kit={kit} lang={lang} editing />
      </div>
    </>
  );
}
