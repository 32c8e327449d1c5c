import { useId } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Plus, Trash2 } from 'lucide-react';
import type { OfficialPhoto, Region } from '../../api/studio';
import type { Lang } from '../../lib/dates';
import { num } from '../../lib/dates';
import { btn } from '../ui';
import { frameStyle } from './PhotoStage';

export type Named = { personKey: string; region: Region | null };
type Known = { key: string; name: Record<Lang, string> };
const sides = ['x', 'y', 'width', 'height'] as const;
const middle: Region = { x: 0.35, y: 0.2, width: 0.3, height: 0.5 };
const control = 'h-11 w-full rounded-xl border border-line-strong bg-surface px-3 text-ink';

/** The frame stays inside the photo, whichever side is moved. */
function moved(region: Region, side: (typeof sides)[number], share: number): Region {
  const next = { ...region, [side]: share };
  return {
    ...next,
    width: Math.max(0.02, Math.min(next.width, 1 - next.x)),
    height: Math.max(0.02, Math.min(next.height, 1 - next.y)),
  };
}

function Frame({ region, set, lang }: { region: Region; set: (r: Region) => void; lang: Lang }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4">
      {sides.map((side) => (
        <label key={side} htmlFor={id + side} className="text-xs text-muted">
          {t(`frame.${side}`)} <span className="num">{num(region[side], lang, { style: 'percent' })}</span>
          <input
            id={id + side}
            type="range"
            dir="ltr"
            min={side === 'x' || side === 'y' ? 0 : 2}
            max={side === 'x' || side === 'y' ? 98 : 100}
            value={Math.round(region[side] * 100)}
            onChange={(e) => set(moved(region, side, Number(e.target.value) / 100))}
            className="w-full accent-brand"
          />
        </label>
      ))}
    </div>
  );
}

/** Who is shown and where; frames are set by sliders, so that no drag is needed, and seen on the photo at once. */
export function PersonsField(p: {
  photo: OfficialPhoto;
  persons: Named[];
  set: (persons: Named[]) => void;
  known: Known[];
  lang: Lang;
  fault: (pointer: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const card = p.photo.renditions.find((one) => one.name === 'card') ?? p.photo.renditions[0];
  const set = (at: number, next: Named) => p.set(p.persons.map((one, i) => (i === at ? next : one)));
  const free = p.known.filter((one) => !p.persons.some((named) => named.personKey === one.key));
  return (
    <fieldset className="space-y-3">
      <legend className="text-sm font-semibold">{t('studio.persons')}</legend>
      <div className="relative mx-auto max-w-md overflow-hidden rounded-lg">
        <img src={card?.url} alt="" className="w-full" />
        {p.persons.map(
          (one) =>
            one.region && (
              <span key={one.personKey} className="absolute rounded-md border-2 border-gold-300" style={frameStyle(one.region)} />
            ),
        )}
      </div>
      {p.persons.map((one, at) => (
        <div key={one.personKey} className="space-y-2 rounded-xl border border-line bg-raised p-3">
          <div className="flex items-center gap-2">
            <select
              aria-label={t('studio.person')}
              value={one.personKey}
              onChange={(e) => set(at, { ...one, personKey: e.target.value })}
              className={control}
            >
              {p.known
                .filter((k) => k.key === one.personKey || free.includes(k))
                .map((k) => (
                  <option key={k.key} value={k.key}>
                    {k.name[p.lang]}
                  </option>
                ))}
            </select>
            <Button
              onPress={() => p.set(p.persons.filter((_, i) => i !== at))}
              aria-label={t('studio.person.drop')}
              className={btn.icon}
            >
              <Trash2 className="size-4.5" aria-hidden />
            </Button>
          </div>
          {one.region ? (
            <Frame region={one.region} set={(region) => set(at, { ...one, region })} lang={p.lang} />
          ) : (
            <Button onPress={() => set(at, { ...one, region: middle })} className={btn.small}>
              {t('frame.add')}
            </Button>
          )}
          {(p.fault(`/persons/${at}/personKey`) ?? p.fault(`/persons/${at}/region`)) && (
            <p className="text-sm font-semibold text-danger">
              {p.fault(`/persons/${at}/personKey`) ?? p.fault(`/persons/${at}/region`)}
            </p>
          )}
        </div>
      ))}
      {free[0] && (
        <Button onPress={() => p.set([...p.persons, { personKey: free[0]!.key, region: middle }])} className={btn.small}>
          <Plus className="size-4" aria-hidden />
          {t('studio.person.add')}
        </Button>
      )}
    </fieldset>
  );
}
