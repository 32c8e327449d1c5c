import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Shapes } from 'lucide-react';
import { identitiesQuery } from '../api/looks';
import { sessionQuery } from '../api/queries';
import { edits } from '../api/session';
import { entitiesQuery, nameOf } from '../api/sources';
import { NewLook } from '../components/sources/NewLook';
import { SourcesHero } from '../components/sources/SourcesHero';
import { Empty, Fault, Loading } from '../components/states';
import { Badge, card, EntityTag } from '../components/ui';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

const grid = 'grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-3';

/** The identities of the entities, each by its logo and colours. */
export function Identities() {
  const lang = useLang();
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(identitiesQuery);
  const { data: entities } = useQuery(entitiesQuery);
  const { data: me } = useQuery(sessionQuery);
  useTitle(t('sources.tab.identities'));
  return (
    <>
      <SourcesHero on="identities" side={edits(me) && <NewLook what="identity" />} />
      <div className="wrap-page relative -mt-20">
        <h2 className="sr-only">{t('sources.tab.identities')}</h2>
        {!data && error && <Fault error={error} retry={() => void refetch()} />}
        {!data && !error && (
          <Loading label={t('loading')}>
            <div className={grid}>
              {[1, 2, 3].map((n) => (
                <div key={n} className={`${card} h-80`} />
              ))}
            </div>
          </Loading>
        )}
        {data?.length === 0 && <Empty icon={Shapes} title={t('looks.empty')} body={t('looks.empty.body')} />}
        <ul className={grid}>
          {data?.map((x) => (
            <li
              key={x.entity}
              className={`${card} group relative flex flex-col overflow-hidden transition hover:-translate-y-0.5 hover:shadow-pop`}
            >
              <div className="h-48 bg-white p-8">
                {x.logo?.picture && <img src={x.logo.picture} alt="" className="size-full object-contain" loading="lazy" />}
              </div>
              <div className="flex h-3 forced-color-adjust-none" aria-hidden>
                {x.colours.map((c) => (
                  <span key={c.hex} className="flex-1" style={{ backgroundColor: c.hex }} />
                ))}
              </div>
              <div className="flex flex-1 flex-col gap-2 p-5">
                <h3 className="text-[1.06rem]">
                  <Link
                    to="/$lang/identities/$entity"
                    params={{ lang, entity: x.entity }}
                    className="after:absolute after:inset-0 group-hover:text-brand"
                  >
                    <bdi>{x.name[lang]}</bdi>
                  </Link>
                </h3>
                <p className="text-sm text-muted">{x.intro[lang]}</p>
                {!x.published && (
                  <p>
                    <Badge>{t('sources.state.draft')}</Badge>
                  </p>
                )}
                <div className="mt-auto pt-2">
                  <EntityTag entity={nameOf(entities, x.entity)} lang={lang} />
                </div>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
