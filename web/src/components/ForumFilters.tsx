import { useCallback } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ForumFilters as Filters } from '../api/queries';
import { channels, topics, type Channel, type EntityRef, type Topic } from '../api/types';
import { PenLine, Star } from 'lucide-react';
import { counted } from '../lib/counted';
import type { Lang } from '../lib/dates';
import { FilterRow } from './FilterRow';
import { Pick } from './SearchBox';
import { chip } from './ui';

const shown = [
  'live',
  'exemplar',
  'evaluated',
  'completed',
  'evaluation-due',
  'superseded',
  'scheduled',
  'draft',
  'submitted',
  'in-review',
  'changes-requested',
  'withdrawn',
  'cancelled',
] as const;
/** The years one can choose: since there are campaigns here. */
const years = (now = new Date().getFullYear()) => Array.from({ length: 5 }, (_, i) => now - i);

/** Every filter taken away; the order stays. */
export const nothing: Partial<Filters> = {
  q: undefined,
  entity: undefined,
  topic: undefined,
  status: undefined,
  channel: undefined,
  year: undefined,
  favourite: undefined,
  ahead: undefined,
};
const plain = (year: number, lang: Lang) => new Intl.NumberFormat(lang, { useGrouping: false }).format(year);

export function ForumFilters(p: {
  lang: Lang;
  filters: Filters;
  set: (change: Partial<Filters>) => void;
  entities: EntityRef[];
  count?: number;
  more: boolean;
  total?: { count: number; more: boolean } | null;
  failed: boolean;
  /** Whether the reader has campaigns that are not before the members yet. */
  writer: boolean;
}) {
  const { t } = useTranslation();
  const { filters: f, set, lang } = p;
  const search = useCallback((q?: string) => set({ q }), [set]);
  const entities = p.entities
    .map((e) => ({ id: e.code, label: e.name[lang] }))
    .sort((a, b) => a.label.localeCompare(b.label, lang));
  const picks = (
    <>
      <Pick
        label={t('filter.entity')}
        value={f.entity ?? 'all'}
        onChange={(v) => set({ entity: v === 'all' ? undefined : v })}
        options={[{ id: 'all', label: t('filter.all') }, ...entities]}
      />
    </>
  );
  const more = (
    <>
      <Pick
        label={t('filter.status')}
        value={f.status ?? 'all'}
        onChange={(v) => set({ status: v === 'all' ? undefined : v })}
        options={[{ id: 'all', label: t('filter.any') }, ...shown.map((id) => ({ id, label: t(`status.${id}`) }))]}
      />
      <Pick
        label={t('filter.channel')}
        value={f.channel ?? 'all'}
        onChange={(v) => set({ channel: v === 'all' ? undefined : (v as Channel) })}
        options={[{ id: 'all', label: t('filter.channels') }, ...channels.map((id) => ({ id, label: t(`forum.channel.${id}`) }))]}
      />
      <Pick
        label={t('filter.year')}
        value={String(f.year ?? 'all')}
        onChange={(v) => set({ year: v === 'all' ? undefined : Number(v) })}
        options={[{ id: 'all', label: t('filter.years') }, ...years().map((y) => ({ id: String(y), label: plain(y, lang) }))]}
      />
      <Pick
        label={t('filter.sort')}
        value={f.sort ?? 'newest'}
        onChange={(v) => set({ sort: v === 'oldest' ? 'oldest' : undefined })}
        options={(['newest', 'oldest'] as const).map((id) => ({ id, label: t(`sort.${id}`) }))}
      />
    </>
  );
  const chips = (
    <ToggleButtonGroup
      aria-label={t('filter.topics')}
      selectionMode="single"
      selectedKeys={f.topic ? [f.topic] : []}
      onSelectionChange={(keys) => set({ topic: [...keys][0] as Topic | undefined })}
      className="flex flex-wrap gap-2"
    >
      {topics.map((x) => (
        <ToggleButton key={x} id={x} className={chip}>
          {t(`topic.${x}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
  const mine = (
    <ToggleButton isSelected={!!f.favourite} onChange={(on) => set({ favourite: on || undefined })} className={chip}>
      <Star className="size-4" aria-hidden />
      {t('filter.favourite')}
    </ToggleButton>
  );
  const ahead = p.writer && (
    <ToggleButton isSelected={!!f.ahead} onChange={(on) => set({ ahead: on || undefined, status: undefined })} className={chip}>
      <PenLine className="size-4" aria-hidden />
      {t('filter.ahead')}
    </ToggleButton>
  );
  const active = [f.entity, f.topic, f.status, f.channel, f.year, f.favourite, f.ahead].filter(Boolean).length;
  return (
    <FilterRow
      title={t('filter.title')}
      label={t('filter.search')}
      q={f.q}
      onSearch={search}
      picks={picks}
      more={more}
      chips={
        <div className="flex flex-wrap gap-2">
          {mine}
          {ahead}
          {chips}
        </div>
      }
      active={active}
      count={p.count === undefined ? undefined : counted(t, 'count', p.count, p.more, p.total)}
      loading={p.failed ? undefined : t('loading')}
      onReset={() => set(nothing)}
    />
  );
}
