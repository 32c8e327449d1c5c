import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addAgendaItem, editAgendaItem, type Paper } from '../../api/meetings';
import { Problem } from '../../api/problem';
import type { AgendaItem, Meeting } from '../../api/types';
import type { Lang } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { useUnsaved } from '../../lib/unsaved';
import { Cancel } from '../Cancel';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn } from '../ui';
import { Entry, type FieldSpec } from './FormDialog';
import { CampaignsField } from './CampaignsField';
import { PapersField } from './PapersField';
import { PresentersField } from './PresentersField';
import { eyes } from './rows';

const kinds = ['welcome', 'campaign-presentation', 'policy', 'guest', 'vote', 'any-other'] as const;

const seen = ({ id, kind, ref, document, title, fileName, sha256, visibility }: Paper) => ({
  id: id || undefined,
  kind,
  ref,
  document,
  title,
  fileName,
  sha256,
  visibility,
});

/** What the form shows of an item as the meeting has it now; a new one begins with what most are. */
function fieldsOf({ agenda }: Meeting, id?: string) {
  const item = agenda.find((one) => one.id === id);
  // Somebody took it off the agenda: there is nothing left to change.
  if (id && !item) throw new Problem(404, {});
  return {
    ar: item?.title.ar ?? '',
    en: item?.title.en ?? '',
    kind: item?.kind ?? 'policy',
    plannedMinutes: String(item?.plannedMinutes ?? 15),
    visibility: item?.visibility ?? 'members',
    parent: item?.parent ?? '',
    presenters: item?.presenters ?? [],
    papers: item?.papers ?? [],
    campaigns: item?.campaigns ?? [],
  };
}
type Fields = ReturnType<typeof fieldsOf>;

const wireOf = (f: Fields) => ({
  title: { ar: f.ar, en: f.en },
  kind: f.kind,
  plannedMinutes: Number(f.plannedMinutes),
  visibility: f.visibility,
  parent: f.parent || null,
  presenters: f.presenters.map(({ postId, name }) => ({ postId, name })),
  papers: f.papers.map(seen),
  campaigns: f.campaigns.map((one) => one.id),
});

/** Everything of one item: what it is, who presents it, what it is about and what to read before it. */
export function ItemForm({ meeting, item, lang, close }: { meeting: Meeting; item?: AgendaItem; lang: Lang; close: () => void }) {
  const { t } = useTranslation();
  const [typed, type] = useState(() => fieldsOf(meeting, item?.id));
  const { presenters, papers, campaigns } = typed;
  useUnsaved(typed);
  const change = (now: Partial<Fields>) => type((before) => ({ ...before, ...now }));
  const lists: Record<string, string> = {
    '/presenters': t('item.presenters'),
    '/papers': t('item.papers'),
    '/campaigns': t('item.campaigns'),
  };
  const parents = meeting.agenda.filter((one) => !one.parent && one.kind !== 'carry-over' && one.id !== item?.id);
  const fields: FieldSpec[] = [
    { name: 'ar', label: t('text.ar'), lang: 'ar' },
    { name: 'en', label: t('text.en'), lang: 'en' },
    { name: 'kind', label: t('item.kind'), kind: 'select', options: kinds.map((id) => ({ id, label: t(`item.${id}`) })) },
    { name: 'plannedMinutes', label: t('item.minutes'), kind: 'number', max: 480 },
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
  const shared = { said: t('done.item'), onDone: close, quiet: true };
  const made = useApiMutation({
    ...shared,
    record: meeting,
    act: (given: Fields) => addAgendaItem(meeting.id, wireOf(given)),
    // One more item takes nothing from the others.
    concerns: ({ status }) => ({ status }),
  });
  const kept = useApiMutation({
    ...shared,
    record: meeting,
    fields: (now: Meeting) => fieldsOf(now, item?.id),
    wire: wireOf,
    act: (changes) => editAgendaItem(meeting.id, item!.id, changes),
    naming: {
      name: (pointer) => fields.find((one) => pointer === `/${one.name}`)?.label ?? lists[pointer],
      show: (pointer, value) => fields.find((one) => pointer === `/${one.name}`)?.options?.find((one) => one.id === value)?.label,
    },
  });
  const save = item ? kept : made;
  return (
    <form
      className="mt-3 space-y-5"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(typed);
      }}
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {fields.map((field) => (
          <Entry
            key={field.name}
            field={field}
            value={String(typed[field.name as keyof Fields])}
            set={(v) => type((before) => ({ ...before, [field.name]: v }))}
          />
        ))}
      </div>
      <PresentersField value={presenters} set={(now) => change({ presenters: now })} lang={lang} />
      <CampaignsField value={campaigns} set={(now) => change({ campaigns: now })} lang={lang} />
      <PapersField value={papers} set={(now) => change({ papers: now })} lang={lang} />
      {save.problem && <Fault error={save.problem} compact />}
      <div className="flex flex-wrap gap-3">
        <Press type="submit" pending={save.isPending} className={btn.primary}>
          {t('item.save')}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}
