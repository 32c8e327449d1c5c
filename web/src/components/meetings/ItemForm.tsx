import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import type { Paper } from '../../api/meetings';
import type { AgendaItem, Meeting } from '../../api/types';
import type { Lang } from '../../lib/dates';
import { useSend } from '../../lib/send';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn } from '../ui';
import { Entry, type FieldSpec, type Values } from './FormDialog';
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

/** Everything of one item: what it is, who presents it, what it is about and what to read before it. */
export function ItemForm({ meeting, item, lang, close }: { meeting: Meeting; item?: AgendaItem; lang: Lang; close: () => void }) {
  const { t } = useTranslation();
  const act = useSend();
  const [values, set] = useState<Values>({
    ar: item?.title.ar ?? '',
    en: item?.title.en ?? '',
    kind: item?.kind ?? 'policy',
    plannedMinutes: String(item?.plannedMinutes ?? 15),
    visibility: item?.visibility ?? 'members',
    parent: item?.parent ?? '',
  });
  const [presenters, setPresenters] = useState(item?.presenters ?? []);
  const [papers, setPapers] = useState(item?.papers ?? []);
  const [campaigns, setCampaigns] = useState(item?.campaigns ?? []);
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
  const body = {
    title: { ar: values.ar, en: values.en },
    kind: values.kind,
    plannedMinutes: Number(values.plannedMinutes),
    visibility: values.visibility,
    parent: values.parent || null,
    presenters: presenters.map(({ postId, name }) => ({ postId, name })),
    papers: papers.map(seen),
    campaigns: campaigns.map((one) => one.id),
  };
  const path = `/meetings/${meeting.id}/agenda-items`;
  const keep = () =>
    act.mutate(
      item
        ? { path: `${path}/${item.id}`, method: 'PATCH', version: meeting.version, body, said: 'item' }
        : { path, version: meeting.version, body, said: 'item' },
      { onSuccess: close },
    );
  return (
    <form
      className="mt-3 space-y-5"
      onSubmit={(e) => {
        e.preventDefault();
        keep();
      }}
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {fields.map((field) => (
          <Entry
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            set={(v) => set((before) => ({ ...before, [field.name]: v }))}
          />
        ))}
      </div>
      <PresentersField value={presenters} set={setPresenters} lang={lang} />
      <CampaignsField value={campaigns} set={setCampaigns} lang={lang} />
      <PapersField value={papers} set={setPapers} lang={lang} />
      {act.error && <Fault error={act.error} compact />}
      <div className="flex flex-wrap gap-3">
        <Press type="submit" pending={act.isPending} className={btn.primary}>
          {t('item.save')}
        </Press>
        <Button onPress={close} className={btn.quiet}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
