import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ArrowDown, ArrowUp, Lightbulb, ListPlus, SquarePen, ListX, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import { proposalsQuery } from '../../api/meetings';
import type { AgendaItem, Meeting } from '../../api/types';
import type { Lang } from '../../lib/dates';
import { useSend } from '../../lib/send';
import { Confirm } from '../Confirm';
import { Panel, btn } from '../ui';
import { FormDialog, type FieldSpec, type Values } from './FormDialog';

const kinds = ['welcome', 'campaign-presentation', 'policy', 'guest', 'vote', 'any-other'] as const;
const eyes = ['all', 'members', 'secretariat'] as const;

function fields(t: (key: string) => string, meeting: Meeting, lang: Lang, item?: AgendaItem): FieldSpec[] {
  const parents = meeting.agenda.filter((one) => !one.parent && one.kind !== 'carry-over' && one.id !== item?.id);
  return [
    { name: 'ar', label: t('text.ar'), lang: 'ar' },
    { name: 'en', label: t('text.en'), lang: 'en' },
    { name: 'kind', label: t('item.kind'), kind: 'select', options: kinds.map((id) => ({ id, label: t(`item.${id}`) })) },
    { name: 'plannedMinutes', label: t('item.minutes'), kind: 'number' },
    {
      name: 'visibility',
      label: t('item.visibility'),
      kind: 'select',
      options: eyes.map((id) => ({ id, label: t(`item.for.${id}`) })),
    },
    {
      name: 'parent',
      label: t('item.parent'),
      kind: 'select',
      optional: true,
      options: parents.map((one) => ({ id: one.id, label: `${one.number} ${one.title[lang]}` })),
    },
  ];
}
const bodyOf = (v: Values) => ({
  title: { ar: v.ar, en: v.en },
  kind: v.kind,
  plannedMinutes: Number(v.plannedMinutes),
  visibility: v.visibility,
  parent: v.parent || null,
});

/** The small acts on one item: change, up, down, off. */
export function ItemTools({ item, meeting, lang }: { item: AgendaItem; meeting: Meeting; lang: Lang }) {
  const { t } = useTranslation();
  const act = useSend();
  const path = `/meetings/${meeting.id}/agenda-items/${item.id}`;
  const base = { path, version: meeting.version, method: 'PATCH' as const, said: 'item' };
  if (item.kind === 'carry-over') return null;
  const named = (label: string) => `${label}: ${item.title[lang]}`;
  return (
    <div className="no-print mt-3 flex flex-wrap gap-1">
      <FormDialog
        title={t('item.edit')}
        yes={t('item.save')}
        fields={fields(t, meeting, lang, item)}
        initial={{
          ...item.title,
          kind: item.kind,
          plannedMinutes: String(item.plannedMinutes),
          visibility: item.visibility,
          parent: item.parent ?? '',
        }}
        onSubmit={(v) => act.mutate({ ...base, body: bodyOf(v) })}
        trigger={(open) => (
          <Button onPress={open} aria-label={named(t('item.edit'))} className={btn.icon}>
            <SquarePen className="size-4" aria-hidden />
          </Button>
        )}
      />
      <Button
        onPress={() => act.mutate({ ...base, body: { order: item.order - 1 } })}
        isDisabled={item.order <= 1 || act.isPending}
        aria-label={named(t('item.up'))}
        className={btn.icon}
      >
        <ArrowUp className="size-4" aria-hidden />
      </Button>
      <Button
        onPress={() => act.mutate({ ...base, body: { order: item.order + 1 } })}
        isDisabled={item.order >= meeting.agenda.length || act.isPending}
        aria-label={named(t('item.down'))}
        className={btn.icon}
      >
        <ArrowDown className="size-4" aria-hidden />
      </Button>
      <Confirm
        title={t('item.remove.q')}
        body={item.title[lang]}
        yes={t('item.remove')}
        onYes={() => act.mutate({ ...base, method: 'DELETE', body: undefined })}
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
  const act = useSend();
  return (
    <FormDialog
      title={t('item.new')}
      yes={t('item.save')}
      fields={fields(t, meeting, lang)}
      initial={{ kind: 'policy', plannedMinutes: '15', visibility: 'members' }}
      onSubmit={(v) =>
        act.mutate({ path: `/meetings/${meeting.id}/agenda-items`, version: meeting.version, body: bodyOf(v), said: 'item' })
      }
      trigger={(open) => (
        <Button onPress={open} className={`${btn.quiet} no-print`}>
          <ListPlus className="flip size-4" aria-hidden />
          {t('item.new')}
        </Button>
      )}
    />
  );
}

/** What events propose for an agenda: put it on this one, or set it aside. */
export function Proposals({ meeting, lang }: { meeting: Meeting; lang: Lang }) {
  const { t } = useTranslation();
  const act = useSend();
  const { data } = useQuery(proposalsQuery);
  if (!data?.items.length) return null;
  return (
    <Panel id="proposals-h" title={t('proposals.title')} sub={t('proposals.sub')} icon={Lightbulb} className="no-print">
      <ul className="divide-y divide-line">
        {data.items.slice(0, 8).map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-2 py-2.5 text-sm">
            <span className="min-w-0 flex-1 basis-40">
              <span className="block text-xs text-muted">{t(`proposal.${one.reason}`)}</span>
              <bdi className="font-semibold">{one.title?.[lang] ?? t('item.campaign')}</bdi>
            </span>
            <Button
              isDisabled={act.isPending}
              onPress={() =>
                act.mutate({
                  path: `/meetings/${meeting.id}/agenda-items`,
                  version: meeting.version,
                  said: 'item',
                  body: {
                    title: one.title ?? { ar: '', en: '' },
                    kind: 'campaign-presentation',
                    plannedMinutes: 10,
                    campaigns: [one.subject],
                    proposal: one.id,
                  },
                })
              }
              className={btn.small}
            >
              {t('proposal.take')}
            </Button>
            <Button
              isDisabled={act.isPending}
              onPress={() => act.mutate({ path: `/agenda-proposals/${one.id}/set-aside`, said: 'aside' })}
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
