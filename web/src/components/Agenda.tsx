import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ArrowRight, CircleSlash, Lock, Megaphone, RotateCcw, UserRound, Zap } from 'lucide-react';
import type { Outcomes } from '../api/meetings';
import type { AgendaItem, Meeting } from '../api/types';
import { amount, clock, day, daysBetween, rel, today, type Lang } from '../lib/dates';
import { StateBadge } from './StateBadge';
import { Papers } from './meetings/Papers';
import { nameOf, startsOf } from '../lib/agenda';
import { later } from '../lib/later';
import { Badge, box, EntityTag, type Tone } from './ui';

const ItemTools = later(async () => (await import('./meetings/AgendaTools')).ItemTools, 'meeting-desk');

const tone: Record<string, Tone> = { 'carry-over': 'warn', 'campaign-presentation': 'accent', policy: 'brand', vote: 'brand' };
const icon: Record<string, typeof RotateCcw> = { 'carry-over': RotateCcw, 'campaign-presentation': Megaphone };

type Shown = { meeting: Meeting; carried?: Outcomes; lang: Lang };

function Item({ item, at, longest, meeting, carried: left, lang }: Shown & { item: AgendaItem; at: Date; longest: number }) {
  const { t } = useTranslation();
  const carried = item.kind === 'carry-over';
  const who = item.presenters.map((p) => nameOf(p, lang)).filter(Boolean);
  return (
    <li
      className={`flex flex-col overflow-hidden sm:flex-row ${box} bg-surface ${carried ? 'border-warn' : 'border-line'} ${item.parent ? 'ms-4 sm:ms-10' : ''}`}
    >
      <div
        className={`flex shrink-0 items-center gap-3 border-line px-5 py-2 max-sm:border-b sm:w-32 sm:flex-col sm:items-start sm:gap-0 sm:border-e sm:py-4 ${carried ? 'bg-warn-soft' : 'bg-raised'}`}
      >
        <span className="num display text-lg whitespace-nowrap text-ink">{clock(at, lang)}</span>
        <span className={`num text-sm ${carried ? 'text-ink' : 'text-muted'}`}>
          {amount(item.plannedMinutes, 'minute', lang)}
        </span>
        {item.actualMinutes !== null && (
          <span className={`num text-xs ${item.actualMinutes > item.plannedMinutes ? 'text-warn' : 'text-muted'}`}>
            {t('item.took')} {amount(item.actualMinutes, 'minute', lang)}
          </span>
        )}
        <span
          className="mt-2 hidden h-1.5 rounded-full bg-brand sm:block"
          style={{ inlineSize: `${(item.plannedMinutes / longest) * 100}%` }}
          aria-hidden
        />
      </div>
      <div className="min-w-0 flex-1 px-5 py-4">
        <div className="flex flex-wrap items-center gap-2">
          <Badge tone={tone[item.kind]} icon={icon[item.kind]}>
            {t(`item.${item.kind}`)}
          </Badge>
          {item.calledOff && (
            <Badge icon={CircleSlash} tone="danger">
              {t('item.off')}
            </Badge>
          )}
          {item.proposed && (
            <Badge icon={Zap} tone="plain">
              {t('item.proposed')}
            </Badge>
          )}
          {item.visibility === 'secretariat' && (
            <Badge icon={Lock} tone="plain">
              {t('item.secretariat')}
            </Badge>
          )}
        </div>
        <h3 className="mt-1.5 text-[1.06rem]">
          <span className="num me-2 text-muted">{item.number}</span>
          <bdi>{item.title[lang]}</bdi>
        </h3>
        {who.length > 0 && (
          <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
            {who.map((name) => (
              <li key={name} className="flex items-center gap-1.5">
                <UserRound className="size-4" aria-hidden />
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        )}
        {item.campaigns.length > 0 && (
          <ul className="mt-2 space-y-2">
            {item.campaigns.map((c) => (
              <li key={c.id}>
                <Link
                  to="/$lang/forum/$id"
                  params={{ lang, id: c.id }}
                  className="flex flex-wrap items-center gap-3 rounded-xl border border-line bg-bg px-3 py-2 text-sm font-semibold hover:border-brand hover:text-brand"
                >
                  <bdi>{c.title?.[lang] ?? t('item.campaign')}</bdi>
                  {c.status && <StateBadge status={c.status} />}
                  <ArrowRight className="flip ms-auto size-4" aria-hidden />
                </Link>
              </li>
            ))}
          </ul>
        )}
        {carried && left && <CarriedOver left={left} lang={lang} />}
        {item.papers.length > 0 && <Papers papers={item.papers} meeting={meeting.id} lang={lang} />}
        {meeting.actions.includes('edit-agenda') && <ItemTools item={item} meeting={meeting} lang={lang} />}
      </div>
    </li>
  );
}

/** What earlier meetings left open, line by line. */
function CarriedOver({ left, lang }: { left: Outcomes; lang: Lang }) {
  const { t } = useTranslation();
  if (!left.actions.length && !left.decisions.length) return <p className="mt-1 text-sm text-muted">{t('carried.none')}</p>;
  return (
    <ul className="mt-2 divide-y divide-line text-sm">
      {left.decisions.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-2 py-2">
          <bdi className="min-w-0 flex-1 basis-48">{one.text[lang]}</bdi>
          <Badge tone="brand">{t('carried.decision')}</Badge>
        </li>
      ))}
      {left.actions.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-2 py-2">
          <EntityTag entity={one.owner} lang={lang} name={false} />
          <bdi className="min-w-0 flex-1 basis-48">{one.text[lang]}</bdi>
          <Badge tone={one.state === 'overdue' ? 'danger' : one.closedAt ? 'ok' : 'plain'}>
            {one.closedAt ? t(`action.${one.state}`) : rel(daysBetween(day(today()), day(one.due)), 'day', lang)}
          </Badge>
        </li>
      ))}
    </ul>
  );
}

/** The day as a line of times, each item at the minute the ones before it leave. */
export function Agenda({ meeting, carried, lang }: Shown) {
  const longest = Math.max(1, ...meeting.agenda.map((i) => i.plannedMinutes));
  return (
    <ol className="space-y-3">
      {startsOf(meeting).map(({ item, at }) => (
        <Item key={item.id} item={item} at={at} longest={longest} meeting={meeting} carried={carried} lang={lang} />
      ))}
    </ol>
  );
}
