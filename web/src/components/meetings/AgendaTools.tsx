import { useTranslation } from 'react-i18next';
import { ArrowDown, ArrowUp, ListPlus, ListX, SquarePen, Timer } from 'lucide-react';
import { Button } from 'react-aria-components';
import { dropAgendaItem, editAgendaItem, reorderAgenda } from '../../api/meetings';
import type { AgendaItem, Meeting } from '../../api/types';
import { moved } from '../../lib/agenda';
import { type Lang } from '../../lib/dates';
import { later } from '../../lib/later';
import { visibleOf } from '../../lib/merge';
import { useApiMutation } from '../../lib/useApiMutation';
import { Ask, Confirm } from '../Confirm';
import { btn } from '../ui';
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
