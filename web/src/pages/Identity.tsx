import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Check, History, PackageOpen, PenLine, X } from 'lucide-react';
import { identityQuery, packOf, type Identity as Record } from '../api/looks';
import { asProblem } from '../api/problem';
import { entitiesQuery, nameOf } from '../api/sources';
import { Unready } from '../components/Unready';
import { PageHero } from '../components/PageHero';
import { LogoCard } from '../components/sources/LogoCard';
import { Swatch } from '../components/sources/Swatch';
import { btn, EntityTag, Panel } from '../components/ui';
import type { Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { NotFound } from './Faults';

function Rules({ x, lang }: { x: Record; lang: Lang }) {
  const { t } = useTranslation();
  const sides = [
    ['dos', Check, 'bg-ok-soft text-ok'],
    ['donts', X, 'bg-danger-soft text-danger'],
  ] as const;
  return (
    <div className="grid grid-cols-1 gap-5 md:grid-cols-2">
      {sides.map(([side, Icon, tone]) => (
        <Panel key={side} id={`${side}-h`} title={t(`looks.${side}`)}>
          <ul className="space-y-3">
            {x[side].map((rule) => (
              <li key={rule.ar} className="flex items-start gap-3">
                <span className={`mt-0.5 grid size-6 shrink-0 place-items-center rounded-full ${tone}`} aria-hidden>
                  <Icon className="size-4" />
                </span>
                <span dir="auto">{rule[lang]}</span>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </div>
  );
}

function Whole({ x, lang }: { x: Record; lang: Lang }) {
  const { t } = useTranslation();
  const { data: entities } = useQuery(entitiesQuery);
  const primary = x.colours.find((c) => c.role === 'primary')?.hex;
  return (
    <>
      <PageHero
        trail={[
          { label: t('gate.sources'), to: '/sources' },
          { label: t('sources.tab.identities'), to: '/identities' },
          { label: x.name[lang] },
        ]}
        title={<bdi>{x.name[lang]}</bdi>}
        lede={<p dir="auto">{x.intro[lang]}</p>}
        side={
          <div className="flex flex-wrap gap-2">
            {x.maySeeDownloads && (
              <Link to="/$lang/identities/$entity/downloads" params={{ lang, entity: x.entity }} className={btn.onDark}>
                <History className="size-4.5" aria-hidden />
                {t('looks.downloads')}
              </Link>
            )}
            {x.mayWrite && (
              <Link to="/$lang/identities/$entity/edit" params={{ lang, entity: x.entity }} className={btn.onDark}>
                <PenLine className="size-4.5" aria-hidden />
                {t('looks.edit')}
              </Link>
            )}
            <a href={packOf(x.entity)} download className={btn.gold}>
              <PackageOpen className="size-5" aria-hidden />
              {t('looks.pack')}
            </a>
          </div>
        }
        overlap="half"
      >
        <EntityTag entity={nameOf(entities, x.entity)} lang={lang} inherit wrap />
      </PageHero>
      <div className="wrap-page relative -mt-14 space-y-8">
        <section aria-labelledby="logos-h">
          <h2 id="logos-h" className="sr-only">
            {t('looks.logos')}
          </h2>
          <ul className="grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-3">
            {x.logos.map((logo) => (
              <LogoCard key={logo.id} entity={x.entity} logo={logo} colour={primary} lang={lang} />
            ))}
          </ul>
        </section>
        <section aria-labelledby="colours-h">
          <h2 id="colours-h" className="mb-4 text-xl">
            {t('looks.colours')}
          </h2>
          <ul className="grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-3">
            {x.colours.map((c) => (
              <Swatch key={c.hex} c={c} lang={lang} />
            ))}
          </ul>
        </section>
        {x.fonts.length > 0 && (
          <Panel id="fonts-h" title={t('looks.fonts')}>
            <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2">
              {x.fonts.map((f) => (
                <li key={f.family} className="rounded-xl bg-bg p-4">
                  <h3 dir="ltr" className="text-base rtl:text-end">
                    {f.family}
                  </h3>
                  <p className="num text-sm text-muted">
                    <bdi>{f.use[lang]}</bdi> · <bdi dir="ltr">{f.weights.join(', ')}</bdi> · <bdi dir="ltr">{f.licence}</bdi>
                  </p>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        {x.dos.length + x.donts.length > 0 && <Rules x={x} lang={lang} />}
      </div>
    </>
  );
}

/** What an entity looks like: logos on their grounds, colours to copy, fonts, rules, and all of it in one pack. */
export function Identity() {
  const lang = useLang();
  const { t } = useTranslation();
  const { entity = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(identityQuery(entity));
  useTitle(data?.name[lang] ?? t('sources.tab.identities'));
  if (data) return <Whole x={data} lang={lang} />;
  if (error && asProblem(error).status === 404) return <NotFound />;
  return <Unready trail={[{ label: t('gate.sources'), to: '/sources' }]} error={error} retry={() => void refetch()} />;
}
