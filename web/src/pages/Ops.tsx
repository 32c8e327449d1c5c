import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CircleCheck, ExternalLink, RefreshCw, TriangleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import { opsQuery, type OpsScreen } from '../api/ops';
import { asProblem } from '../api/problem';
import { Alerts } from '../components/ops/Alerts';
import { HealthTable, LagPanel, OutboxPanel } from '../components/ops/Health';
import { Letters } from '../components/ops/Letters';
import { Receivers, Traces } from '../components/ops/Receivers';
import { PageHero } from '../components/PageHero';
import { Unready } from '../components/Unready';
import { btn } from '../components/ui';
import { clock, num, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { dispatchOf, groupsOf, lettersOf, needsOf, type Need } from '../lib/ops';
import { useTitle } from '../lib/text';
import { NotFound } from './Faults';

function Sentence({ need, at, lang }: { need: Need; at: number; lang: Lang }) {
  const { t } = useTranslation();
  const facts = { name: need.name, count: need.count };
  return (
    <li className="flex min-w-0 gap-3 px-5 py-4">
      <span className="num display text-lg text-warn">{num(at, lang)}</span>
      <a href={`#${need.at}`} className="min-w-0 hover:text-brand">
        <span className="block font-semibold">
          {t(`ops.need.${need.kind}`, facts)} {need.name && <bdi dir="ltr">{need.name}</bdi>}
        </span>
        <span className="num block text-sm text-muted">{t(`ops.why.${need.kind}`, facts)}</span>
      </a>
    </li>
  );
}

/** First, in sentences, what needs a person; or that nothing does. */
function Needs({ needs, checked, refresh, lang }: { needs: Need[]; checked: number; refresh: () => void; lang: Lang }) {
  const { t } = useTranslation();
  const fine = needs.length === 0;
  const Icon = fine ? CircleCheck : TriangleAlert;
  return (
    <section
      aria-labelledby="need-h"
      className={`print-break overflow-hidden rounded-card border bg-surface shadow-card ${fine ? 'border-line' : 'border-warn'}`}
    >
      <div className={`flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3 ${fine ? 'bg-ok-soft' : 'bg-warn-soft'}`}>
        <h2 id="need-h" className={`flex items-center gap-2 text-base ${fine ? 'text-ok' : 'text-warn'}`}>
          <Icon className="size-5 shrink-0" aria-hidden />
          <span role="status">{fine ? t('ops.fine') : t('ops.needs', { count: needs.length })}</span>
        </h2>
        <span className="num text-sm text-ink">{t('ops.checked', { at: clock(new Date(checked), lang) })}</span>
        <Button onPress={refresh} className={`${btn.small} ms-auto`}>
          <RefreshCw className="size-4" aria-hidden />
          {t('ops.refresh')}
        </Button>
      </div>
      {!fine && (
        <ol className="grid divide-line max-md:divide-y md:grid-cols-3 md:gap-y-px md:divide-x">
          {needs.map((need, i) => (
            <Sentence key={need.kind + (need.name ?? '')} need={need} at={i + 1} lang={lang} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Elsewhere({ screen }: { screen: OpsScreen }) {
  const { t } = useTranslation();
  const places = [
    [screen.traces, t('ops.traces')],
    [screen.dashboards, t('ops.dashboards')],
  ].filter(([to]) => to);
  return places.map(([to, label]) => (
    <a key={to} href={to} target="_blank" rel="noreferrer" className={btn.onDark}>
      {label}
      <ExternalLink className="flip size-4" aria-hidden />
    </a>
  ));
}

/** What operations look at: first what needs them, then the figures that show why. For everybody else it does not exist. */
export function Ops() {
  const lang = useLang();
  const { t } = useTranslation();
  const { data: screen, error, dataUpdatedAt, refetch } = useQuery(opsQuery);
  useTitle(t('ops.title'));
  const trail = [{ label: t('ops.title') }];
  if (error && asProblem(error).status === 404) return <NotFound />;
  if (!screen) return <Unready trail={trail} error={error} retry={() => void refetch()} />;
  const up = screen.services.filter((one) => one.ready).length;
  const behind = groupsOf(screen).reduce((sum, one) => sum + one.events, 0);
  return (
    <>
      <PageHero
        trail={trail}
        title={t('ops.title')}
        lede={<p>{t('ops.lede')}</p>}
        overlap="half"
        stats={[
          [<bdi key="up" dir="ltr">{`${num(up, lang)}/${num(screen.services.length, lang)}`}</bdi>, t('ops.stat.up')],
          [num(behind, lang), t('ops.stat.lag')],
          [num(lettersOf(screen).length, lang), t('ops.stat.letters')],
        ]}
      >
        <Elsewhere screen={screen} />
      </PageHero>
      <div className="wrap-page relative -mt-10 space-y-5">
        <Needs needs={needsOf(screen)} checked={dataUpdatedAt} refresh={() => void refetch()} lang={lang} />
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid grid-cols-1 gap-5">
            <HealthTable screen={screen} lang={lang} />
            <OutboxPanel screen={screen} lang={lang} />
            <Receivers receivers={screen.receivers} dispatch={dispatchOf(screen)[0]} traces={screen.traces} lang={lang} />
          </div>
          <div className="grid grid-cols-1 gap-5">
            <Alerts screen={screen} lang={lang} />
            <Letters screen={screen} lang={lang} />
            <LagPanel screen={screen} lang={lang} />
            <Traces screen={screen} lang={lang} />
          </div>
        </div>
      </div>
    </>
  );
}
