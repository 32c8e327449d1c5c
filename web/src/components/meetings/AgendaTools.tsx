import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ArrowDown, ArrowUp, Lightbulb, ListPlus, ListX, SquarePen, Timer, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import {
  addAgendaItem,
  dropAgendaItem,
  editAgendaItem,
  proposalsQuery,
  reorderAgenda,
  setProposalAside,
  type Proposal,
} from '../../api/meetings';
import type { AgendaItem, Meeting } from '../../api/types';
import { moved } from '../../lib/agenda';
import { day, longDay, type Lang } from '../../lib/dates';
import { later } from '../../lib/later';
import { visibleOf } from '../../lib/merge';
import { useApiMutation } from '../../lib/useApiMutation';
import { Ask, Confirm } from '../Confirm';
import { Panel, btn } from '../ui';
import { FormDialog } from './FormDialog';

const ItemForm = later(async () => (await import('./ItemForm')).ItemForm, 'meeting-desk');

/** The small acts on one item: change, say how long it took, up, down, off. */
export function ItemTools({ item, meeting, lang }: { item: AgendaItem; meeting: Meeting; lang: Lang }) {
  const { t } = useTranslation();
  const reorder = useApiMutation({
    record: meeting,
    act: (items: string[]) => reorderAgenda(meeting.id, items),
    concerns: ({ agenda }) => ({ agenda: agenda.map((one) => one.title) }),
    said: t('done.item'),
  });
  const drop = useApiMutation({
    record: meeting,
    act: () => dropAgendaItem(meeting.id, item.id),
    concerns: ({ agenda }) => ({ agenda: visibleOf(agenda.find((one) => one.id === item.id)) }),
    said: t('done.item'),
  });
  const named = (label: string) => `${label}: ${item.title[lang]}`;
  const took = ['in-session', 'minutes-draft'].includes(meeting.status) && (
    <FormDialog
      title={t('item.took.q')}
      body={item.title[lang]}
      yes={t('item.save')}
      fields={[{ name: 'actualMinutes', label: t('item.took.minutes'), kind: 'number', max: 480 }]}
      record={meeting}
      values={({ agenda }) => {
        const now = agenda.find((one) => one.id === item.id) ?? item;
        return { actualMinutes: String(now.actualMinutes ?? now.plannedMinutes) };
      }}
      wire={(v) => ({ actualMinutes: Number(v.actualMinutes) })}
      save={(changes) => editAgendaItem(meeting.id, item.id, changes)}
      always
      said={t('done.item')}
      trigger={(open) => (
        <Button onPress={open} aria-label={named(t('item.took.q'))} className={btn.icon}>
          <Timer className="size-4" aria-hidden />
        </Button>
      )}
    />
  );
  if (item.kind === 'carry-over') return took ? <div className="no-print mt-3 flex">{took}</div> : null;
  const ways = [
    ['up', -1, ArrowUp],
    ['down', 1, ArrowDown],
  ] as const;
  return (
    <div className="no-print mt-3 flex flex-wrap gap-1">
      <Ask
        title={t('item.edit')}
        trigger={(open) => (
          <Button onPress={open} aria-label={named(t('item.edit'))} className={btn.icon}>
            <SquarePen className="size-4" aria-hidden />
          </Button>
        )}
      >
        {(close) => <ItemForm meeting={meeting} item={item} lang={lang} close={close} />}
      </Ask>
      {took}
      {ways.map(([way, by, Icon]) => {
        const items = moved(meeting.agenda, item.id, by);
        return (
          <Button
            key={way}
            onPress={() => items && reorder.mutate(items)}
            isDisabled={!items || reorder.isPending}
            aria-label={named(t(`item.${way}`))}
            className={btn.icon}
          >
            <Icon className="size-4" aria-hidden />
          </Button>
        );
      })}
      <Confirm
        title={t('item.remove.q')}
        body={item.title[lang]}
        yes={t('item.remove')}
        onYes={() => drop.mutate(undefined)}
        trigger={(open) => (
          <Button onPress={open} aria-label={named(t('item.remove'))} className={btn.icon}>
            <ListX className="size-4" aria-hidden />
          </Button>
        )}
      />
    </div>
  );
}

export function NewItem({ meeting, lang }: { meeting: Meeting; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Ask
      title={t('item.new')}
      trigger={(open) => (
        <Button onPress={open} className={`${btn.quiet} no-print`}>
          <ListPlus className="flip size-4" aria-hidden />
          {t('item.new')}
        </Button>
      )}
    >
      {(close) => <ItemForm meeting={meeting} lang={lang} close={close} />}
    </Ask>
  );
}

/** The item that takes up a proposal: a campaign to be presented, or a guide with the version that is about to take effect. */
const itemOf = (one: Proposal) => {
  const title = one.title ?? { ar: 'حملة من حملات الشبكة', en: 'A campaign of the network' };
  const shared = { title, proposal: one.id, plannedMinutes: 10 };
  return one.source
    ? { ...shared, kind: 'policy', papers: [{ kind: 'source', ref: one.source, document: one.subject, title }] }
    : { ...shared, kind: 'campaign-presentation', campaigns: [one.subject] };
};

/** What events propose for an agenda: put it on this one, or set it aside. */
export function Proposals({ meeting, lang }: { meeting: Meeting; lang: Lang }) {
  const { t } = useTranslation();
  const { data } = useQuery(proposalsQuery);
  const take = useApiMutation({
    record: meeting,
    act: (one: Proposal) => addAgendaItem(meeting.id, itemOf(one)),
    concerns: ({ status }) => ({ status }),
    said: t('done.item'),
  });
  const aside = useApiMutation({ act: setProposalAside, said: t('done.aside') });
  if (!data?.items.length) return null;
  return (
    <Panel id="proposals-h" title={t('proposals.title')} sub={t('proposals.sub')} icon={Lightbulb} className="no-print">
      <ul className="divide-y divide-line">
        {data.items.slice(0, 8).map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-2 py-2.5 text-sm">
            <span className="min-w-0 flex-1 basis-40">
              <span className="block text-xs text-muted">{t(`proposal.${one.reason}`)}</span>
              <bdi className="font-semibold">{one.title?.[lang] ?? t('item.campaign')}</bdi>
              {one.effectiveFrom && (
                <span className="num block text-xs text-muted">
                  {t('proposal.from')} {longDay(day(one.effectiveFrom), lang)}
                </span>
              )}
            </span>
            <Button isDisabled={take.isPending} onPress={() => take.mutate(one)} className={btn.small}>
              {t('proposal.take')}
            </Button>
            <Button
              isDisabled={aside.isPending}
              onPress={() => aside.mutate(one.id)}
              aria-label={t('proposal.aside')}
              className={btn.icon}
            >
              <X className="size-4" aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
