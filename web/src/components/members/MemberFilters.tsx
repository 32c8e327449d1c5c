import { useCallback } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { LayoutGrid, Rows3 } from 'lucide-react';
import type { MemberFilters as Filters } from '../../api/queries';
import { expertises, postKinds, speeches, type EntityRef, type PostKind } from '../../api/types';
import { useLang } from '../../lib/lang';
import { FilterRow } from '../FilterRow';
import { Pick } from '../SearchBox';
import { chip } from '../ui';

type View = 'cards' | undefined;
const tool =
  'grid size-9 cursor-pointer place-items-center text-muted first:rounded-s-lg last:rounded-e-lg hover:text-brand selected:bg-brand-soft selected:text-brand';

/** A choice of one value or of all. */
function Narrow(p: {
  label: string;
  all: string;
  value?: string;
  set: (v?: string) => void;
  options: { id: string; label: string }[];
}) {
  return (
    <Pick
      label={p.label}
      value={p.value ?? 'all'}
      onChange={(v) => p.set(v === 'all' ? undefined : v)}
      options={[{ id: 'all', label: p.all }, ...p.options]}
    />
  );
}

/** What the directory is narrowed by. Sectors are the network's own words and have a name only where the catalogue knows them. */
export function MemberFilters(p: {
  filters: Filters;
  set: (change: Partial<Filters>) => void;
  view: View;
  setView: (view: View) => void;
  entities: EntityRef[];
  sectors: string[];
  count?: string;
  reset: () => void;
}) {
  const lang = useLang();
  const { t, i18n } = useTranslation();
  const { filters: f, set } = p;
  const search = useCallback((q?: string) => set({ q }), [set]);
  const sector = (id: string) => ({ id, label: i18n.exists(`sector.${id}`) ? t(`sector.${id}`) : id });
  const more = (
    <>
      <Narrow
        label={t('members.sector')}
        all={t('members.sector.all')}
        value={f.sector}
        set={(v) => set({ sector: v })}
        options={p.sectors.map(sector)}
      />
      <Narrow
        label={t('members.expertise')}
        all={t('members.expertise.all')}
        value={f.expertise}
        set={(v) => set({ expertise: v as Filters['expertise'] })}
        options={expertises.map((id) => ({ id, label: t(`expertise.${id}`) }))}
      />
      <Narrow
        label={t('members.speaks')}
        all={t('members.speaks.all')}
        value={f.speaks}
        set={(v) => set({ speaks: v })}
        options={speeches.map((id) => ({ id, label: t(`language.${id}`) }))}
      />
    </>
  );
  const entity = (
    <Narrow
      label={t('filter.entity')}
      all={t('filter.all')}
      value={f.entity}
      set={(v) => set({ entity: v })}
      options={p.entities.map((e) => ({ id: e.code, label: e.name[lang] }))}
    />
  );
  const chips = (
    <>
      <ToggleButtonGroup
        aria-label={t('members.posts')}
        selectionMode="single"
        selectedKeys={f.post ? [f.post] : []}
        onSelectionChange={(keys) => set({ post: [...keys][0] as PostKind | undefined })}
        className="flex flex-wrap gap-2"
      >
        {postKinds.map((kind) => (
          <ToggleButton key={kind} id={kind} className={chip}>
            {t(`post.${kind}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <ToggleButton
        isSelected={f.confirmed === false}
        onChange={(on) => set({ confirmed: on ? false : undefined })}
        className={chip}
      >
        {t('members.unconfirmed')}
      </ToggleButton>
    </>
  );
  const view = (
    <ToggleButtonGroup
      aria-label={t('members.view')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[p.view ?? 'list']}
      onSelectionChange={(keys) => p.setView(keys.has('cards') ? 'cards' : undefined)}
      className="hidden rounded-lg border border-line-strong md:flex"
    >
      <ToggleButton id="list" aria-label={t('members.view.list')} className={tool}>
        <Rows3 className="size-4.5" aria-hidden />
      </ToggleButton>
      <ToggleButton id="cards" aria-label={t('members.view.cards')} className={tool}>
        <LayoutGrid className="size-4.5" aria-hidden />
      </ToggleButton>
    </ToggleButtonGroup>
  );
  return (
    <FilterRow
      title={t('members.filter')}
      label={t('members.search')}
      q={f.q}
      onSearch={search}
      hint={t('members.hint')}
      picks={entity}
      more={more}
      chips={chips}
      active={[f.entity, f.sector, f.post, f.speaks, f.expertise, f.confirmed === false].filter(Boolean).length}
      count={p.count}
      loading={t('loading.page')}
      onReset={p.reset}
      tools={view}
    />
  );
}
