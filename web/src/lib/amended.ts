/** How the fields of amendments and their values read. */
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../api/types';
import { useFieldName } from './fields';
import { useLang } from './lang';
import { same } from './merge';
import { useNaming } from './naming';
import { split } from './pointer';

/** Where the catalogues hold the words of a field's values. */
const wordsOf: Record<string, string> = {
  topic: 'topic.',
  tier: 'tier.',
  channels: 'channel.',
  budgetBand: 'budget.',
  type: 'objective.',
  mode: 'audience.',
  kind: 'phase.',
  stage: 'stage.',
  languages: 'language.',
  status: 'status.',
  classification: 'class.',
};
const lastName = (pointer: string) => split(pointer).findLast((part) => !/^\d+$/.test(part)) ?? '';

export function useAmended(c: Campaign) {
  const lang = useLang();
  const { t } = useTranslation();
  const field = useFieldName();
  const plain = useNaming();
  const one = (pointer: string, value: unknown): string => {
    const words = wordsOf[lastName(pointer)];
    if (words && typeof value === 'string') return t(`${words}${value}`);
    if (pointer === '/partnerEntities') return c.partnerEntities.find(({ code }) => code === value)?.name[lang] ?? String(value);
    const row = value as Record<string, unknown> | null;
    if (typeof row === 'object' && row?.segment) return plain.show(pointer, row.segment);
    if (typeof row === 'object' && row?.alt) return plain.show(pointer, row.alt) || t('amendments.photo');
    return plain.show(pointer, value);
  };
  return {
    name(pointer: string) {
      const [first, at = '', part] = split(pointer);
      const kpi = first === 'kpis' ? c.kpis[Number(at)] : undefined;
      if (!kpi) return field(pointer);
      return part && part !== 'target' ? `${kpi.name[lang]} · ${t(`kpi.${part}`, { defaultValue: part })}` : kpi.name[lang];
    },
    show(pointer: string, value: unknown) {
      const said = Array.isArray(value)
        ? value
            .map((each) => one(pointer, each))
            .filter(Boolean)
            .join(' · ')
        : one(pointer, value);
      return said || '—';
    },
  };
}

type Tree = Record<string, unknown>;
const isTree = (x: unknown): x is Tree => typeof x === 'object' && x !== null && !Array.isArray(x);
const areRows = (x: unknown): x is Tree[] => Array.isArray(x) && x.every(isTree);

/** What a correction changes, as the server will record it: near to the leaf, whole lists where rows came or went. */
export function corrections(before: unknown, after: unknown, at = ''): { field: string; before: unknown; after: unknown }[] {
  if (same(before, after)) return [];
  if (isTree(before) && isTree(after)) return Object.keys(after).flatMap((n) => corrections(before[n], after[n], `${at}/${n}`));
  if (areRows(before) && areRows(after) && before.length === after.length)
    return after.flatMap((row, i) => corrections(before[i], row, `${at}/${i}`));
  return [{ field: at, before, after }];
}
