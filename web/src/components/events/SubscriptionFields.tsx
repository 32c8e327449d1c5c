import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventType } from '../../api/events';
import type { Lang } from '../../lib/dates';
import { control } from '../ui';

/** What one says of a subscription: none of the types means every type. */
export type Wanted = { name: string; sink: string; types: string[] };
export const trimmedWish = ({ name, sink, types }: Wanted): Wanted => ({ name: name.trim(), sink: sink.trim(), types });

/** The fields of a subscription, for a new one and for one that is changed. */
export function SubscriptionFields(p: {
  typed: Wanted;
  set: (typed: Wanted) => void;
  types: EventType[];
  lang: Lang;
  /** The address is not this reader's to change. */
  fixedSink?: boolean;
}) {
  const { t } = useTranslation();
  const id = useId();
  const { typed, set, types, lang, fixedSink = false } = p;
  const turn = (type: string, on: boolean) =>
    set({ ...typed, types: on ? [...typed.types, type] : typed.types.filter((one) => one !== type) });
  return (
    <>
      <label className="block text-sm font-semibold" htmlFor={`${id}-n`}>
        {t('events.name')}
        <input
          id={`${id}-n`}
          dir="auto"
          required
          maxLength={120}
          value={typed.name}
          onChange={(e) => set({ ...typed, name: e.target.value })}
          className={`${control} mt-1.5 h-11 font-normal`}
        />
      </label>
      <label className="block text-sm font-semibold" htmlFor={`${id}-s`}>
        {t('events.sink')}
        <input
          id={`${id}-s`}
          dir="ltr"
          type="url"
          required
          readOnly={fixedSink}
          value={typed.sink}
          placeholder="https://"
          onChange={(e) => set({ ...typed, sink: e.target.value })}
          className={`${control} mt-1.5 h-11 font-normal`}
        />
        <span className="mt-1 block font-normal text-muted">{t(fixedSink ? 'events.sink.fixed' : 'events.sink.hint')}</span>
      </label>
      <fieldset>
        <legend className="text-sm font-semibold">{t('events.which')}</legend>
        <div className="mt-1.5 max-h-48 space-y-1 overflow-y-auto rounded-xl border border-line p-3" tabIndex={0}>
          {types.map((one) => (
            <label key={one.type} className="flex items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={typed.types.includes(one.type)}
                onChange={(e) => turn(one.type, e.target.checked)}
                className="size-4 accent-brand"
              />
              <bdi>{one.title[lang]}</bdi>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}
