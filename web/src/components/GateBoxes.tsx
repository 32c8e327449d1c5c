import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CloudOff } from 'lucide-react';
import { bellQuery } from '../api/bell';
import type { HomeScreen } from '../api/types';
import { runsOf } from '../lib/bell';
import { atMost, day, dayOf, fmt, longDay, num, type Lang } from '../lib/dates';
import { Cover } from './Cover';
import { DateTile } from './DateTile';
import { gates, type Gate } from './gates';
import { NoticeLine } from './NoticeLine';
import { Badge, card, Gauge } from './ui';

type Boxes = HomeScreen['gates'];
type Counted = { count: number; more: boolean };
const some = (n: Counted, lang: Lang) => atMost(n.count + Number(n.more), 100, lang);
const inset = 'rounded-xl border border-transparent bg-bg p-3';

function Members({ box, lang }: { box: NonNullable<Boxes['members']>; lang: Lang }) {
  const { t } = useTranslation();
  const share = box.people ? box.confirmed / box.people : 0;
  return (
    <div className={inset}>
      <p className="num mb-2 text-sm font-semibold">
        {t('home.members', { share: num(share, lang, { style: 'percent' }), people: num(box.people, lang) })}
      </p>
      <Gauge value={share} />
    </div>
  );
}

function Forum({ box, lang }: { box: NonNullable<Boxes['forum']>; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <div className={`${inset} flex gap-3`}>
      {box.exemplar && (
        <div className="relative h-20 w-24 shrink-0 overflow-hidden rounded-lg">
          <Cover
            topic={box.exemplar.topic}
            photo={box.exemplar.cover}
            lang={lang}
            sizes="8rem"
            className="absolute inset-0 size-full"
          />
        </div>
      )}
      <div className="min-w-0">
        {box.exemplar && (
          <>
            <Badge tone="accent">{t('status.exemplar')}</Badge>
            <Link
              to="/$lang/forum/$id"
              params={{ lang, id: box.exemplar.id }}
              className="mt-1 line-clamp-2 text-sm font-semibold hover:text-brand"
            >
              <bdi>{box.exemplar.title[lang]}</bdi>
            </Link>
          </>
        )}
        <p className="num mt-1 text-xs text-muted">{t('home.forum', { n: some(box.live, lang) })}</p>
      </div>
    </div>
  );
}

function Meetings({ box, lang }: { box: NonNullable<Boxes['meetings']>; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <div className={`${inset} flex gap-3`}>
      {box.session && <DateTile iso={dayOf(box.session.start)} lang={lang} small />}
      <div className="min-w-0">
        {box.session && (
          <>
            <Badge tone="brand">{t('home.session')}</Badge>
            <Link
              to="/$lang/meetings/$id"
              params={{ lang, id: box.session.id }}
              className="mt-1 line-clamp-2 text-sm font-semibold hover:text-brand"
            >
              <bdi>{box.session.title[lang]}</bdi>
            </Link>
          </>
        )}
        <p className="num mt-1 text-xs text-muted">{t('home.meetings', { n: some(box.ahead, lang) })}</p>
      </div>
    </div>
  );
}

function Sources({ box, lang }: { box: NonNullable<Boxes['sources']>; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <div className={inset}>
      <ul className="space-y-2 text-sm">
        {box.latest.map((one) => {
          const next = one.coming?.effectiveFrom;
          return (
            <li key={one.id}>
              <Link to="/$lang/sources/$id" params={{ lang, id: one.id }} className="font-semibold hover:text-brand">
                <bdi>{one.title[lang]}</bdi>
              </Link>
              <span className="num block text-xs text-muted">
                {next
                  ? t('home.coming', { label: one.coming!.label, day: longDay(day(dayOf(next)), lang) })
                  : one.headline && t('home.inforce', { label: one.headline.label })}
              </span>
            </li>
          );
        })}
      </ul>
      <p className="num mt-2 text-xs text-muted">{t('home.sources', { n: some(box.inForce, lang) })}</p>
    </div>
  );
}

function Studio({ box, lang }: { box: NonNullable<Boxes['studio']>; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <div>
      <ul className="grid grid-cols-4 gap-0.5 overflow-hidden rounded-xl">
        {box.latest.map((one) => {
          const [small] = one.renditions.toSorted((a, b) => a.width - b.width).filter((r) => r.width >= 300);
          return (
            <li key={one.number}>
              <Link to="/$lang/studio/$number" params={{ lang, number: one.number }} aria-label={one.headline[lang]}>
                <img
                  src={(small ?? one.renditions[0])?.url}
                  alt=""
                  width={160}
                  height={120}
                  loading="lazy"
                  className="h-20 w-full object-cover"
                />
              </Link>
            </li>
          );
        })}
      </ul>
      <p className="num mt-1.5 text-xs text-muted">
        {t('home.studio', { n: some(box.released, lang) })}
        {box.latest[0]?.capturedAt && ` · ${fmt(new Date(box.latest[0].capturedAt), lang)}`}
      </p>
    </div>
  );
}

function Box({
  gate,
  icon: Icon,
  screen,
  lang,
}: {
  gate: Gate;
  icon: (typeof gates)[number][1];
  screen: HomeScreen;
  lang: Lang;
}) {
  const { t } = useTranslation();
  const notices = screen.notices.filter((one) => one.gate === gate);
  const fresh = useQuery(bellQuery).data?.byGate[gate] ?? 0;
  const { members, forum, meetings, sources, studio } = screen.gates;
  const shown: Record<Gate, ReactNode> = {
    members: members && <Members box={members} lang={lang} />,
    forum: forum && <Forum box={forum} lang={lang} />,
    meetings: meetings && <Meetings box={meetings} lang={lang} />,
    sources: sources && <Sources box={sources} lang={lang} />,
    studio: studio && <Studio box={studio} lang={lang} />,
  };
  return (
    <section aria-labelledby={`g-${gate}`} className={`${card} flex min-w-0 flex-col p-5 ${wide(gate)}`}>
      <div className="mb-3 flex items-center gap-3">
        <span className="grid size-10 shrink-0 place-items-center rounded-xl bg-brand-soft text-brand" aria-hidden>
          <Icon className="size-5" />
        </span>
        <h3 id={`g-${gate}`} className="text-[1.06rem]">
          <Link to={`/${lang}/${gate}` as string} className="hover:text-brand">
            {t(`gate.${gate}`)}
          </Link>
        </h3>
        {fresh > 0 && (
          <span className="ms-auto">
            <Badge tone="brand">{t('home.fresh', { count: fresh })}</Badge>
          </span>
        )}
      </div>
      {shown[gate] ?? (
        <p className={`${inset} flex items-center gap-2 text-sm text-muted`}>
          <CloudOff className="size-4 shrink-0" aria-hidden />
          {t('home.away')}
        </p>
      )}
      <ul className="mt-3 space-y-2">
        {runsOf(notices)
          .slice(0, 3)
          .map(({ key, notices: [first, ...rest] }) => (
            <li key={key} className="flex">
              <NoticeLine one={first!} lang={lang} />
              {rest.length > 0 && <span className="num ms-auto shrink-0 text-xs text-muted">+{num(rest.length, lang)}</span>}
            </li>
          ))}
      </ul>
    </section>
  );
}
/** Three above two on a wide screen. */
const wide = (gate: Gate) => (gate === 'sources' || gate === 'studio' ? 'lg:col-span-3' : 'lg:col-span-2');

/** What is new at each gate, with the figure it is known by; one that is away says so and the others stand. */
export function GateBoxes({ screen, lang }: { screen: HomeScreen; lang: Lang }) {
  return (
    <div className="mt-4 grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-6">
      {gates.map(([gate, icon]) => (
        <Box key={gate} gate={gate} icon={icon} screen={screen} lang={lang} />
      ))}
    </div>
  );
}
