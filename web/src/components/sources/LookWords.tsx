import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { correctIdentity, patchIdentity, type Identity } from '../../api/looks';
import { useLang } from '../../lib/lang';
import { namedField } from '../../lib/naming';
import { useUnsaved } from '../../lib/unsaved';
import { useApiMutation } from '../../lib/useApiMutation';
import { WhyCorrected } from '../ActDialog';
import { Corrected } from '../Amendments';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn, Panel } from '../ui';
import { BiLine, Line, OneOf } from './fields';
import { ListOf } from './ListOf';

const roles = ['primary', 'secondary', 'accent', 'neutral'] as const;
const empty = { ar: '', en: '' };
const weights = (typed: string) =>
  typed
    .split(/[^0-9]+/)
    .filter(Boolean)
    .map(Number);

/** What the form shows of an identity. */
const formOf = (x: Identity) => ({
  name: x.name,
  intro: x.intro,
  colours: x.colours,
  fonts: x.fonts.map((one) => ({ ...one, weights: one.weights.join(', ') })),
  dos: x.dos,
  donts: x.donts,
});
type Form = ReturnType<typeof formOf>;
const wire = ({ colours, fonts, ...rest }: Form) => ({
  ...rest,
  colours: colours.map((one) => ({
    ...one,
    hex: one.hex.toUpperCase(),
    cmyk: one.cmyk || null,
    pantone: one.pantone || null,
  })),
  fonts: fonts.map((one) => ({ ...one, weights: weights(one.weights) })),
});
const names: Record<string, string> = {
  name: 'sources.field.title',
  intro: 'sources.field.summary',
  colours: 'looks.colours',
  fonts: 'looks.fonts',
  dos: 'looks.dos',
  donts: 'looks.donts',
};

/** An identity's words, colours, fonts and rules, kept together; of a published one they are corrected, with a reason. */
export function LookWords({ x }: { x: Identity }) {
  const { t } = useTranslation();
  const lang = useLang();
  const [form, set] = useState(() => formOf(x));
  const [reason, because] = useState('');
  const { name, intro, colours, fonts } = form;
  const change = (now: Partial<Form>) => set((before) => ({ ...before, ...now }));
  const unsaved = useUnsaved({ form, reason });
  const naming = { name: (pointer: string) => namedField(t, names, pointer) };
  const keep = useApiMutation({
    record: x,
    fields: formOf,
    wire,
    act: (changes: Partial<ReturnType<typeof wire>>) =>
      x.published ? correctIdentity(x.entity, changes, reason.trim()) : patchIdentity(x.entity, changes),
    naming,
    said: t('shelf.saved'),
    quiet: true,
    onDone: (kept) => {
      unsaved.saved({ form: formOf(kept), reason: '' });
      set(formOf(kept));
      because('');
    },
  });
  return (
    <form
      className="space-y-5"
      onSubmit={(e) => {
        e.preventDefault();
        keep.mutate(form);
      }}
    >
      <Panel id="name-h" title={t('shelf.look.words')}>
        <div className="space-y-4">
          <BiLine label={t('sources.field.title')} value={name} set={(v) => change({ name: v })} required />
          <BiLine label={t('sources.field.summary')} value={intro} set={(v) => change({ intro: v })} rows={3} max={1000} />
        </div>
      </Panel>
      <Panel id="colours-h" title={t('looks.colours')}>
        <ListOf
          title={t('shelf.colour')}
          rows={colours}
          set={(v) => change({ colours: v })}
          make={() => ({ name: empty, hex: '#006A67', role: 'primary' as const, cmyk: null, pantone: null })}
          add={t('shelf.colour.add')}
          most={24}
        >
          {(one, put) => (
            <>
              <BiLine label={t('shelf.colour.name')} value={one.name} set={(v) => put({ name: v })} required />
              <div className="grid gap-4 sm:grid-cols-4">
                <label className="text-sm font-semibold">
                  {t('shelf.colour.hex')}
                  <input
                    type="color"
                    value={one.hex.toLowerCase()}
                    onChange={(e) => put({ hex: e.target.value.toUpperCase() })}
                    className="mt-1.5 block h-11 w-full cursor-pointer rounded-xl border border-line-strong bg-surface p-1"
                  />
                </label>
                <OneOf
                  label={t('shelf.colour.role')}
                  value={one.role}
                  set={(v) => put({ role: v as (typeof roles)[number] })}
                  options={roles.map((id) => ({ id, label: t(`looks.role.${id}`) }))}
                />
                <Line label="CMYK" value={one.cmyk ?? ''} set={(v) => put({ cmyk: v })} max={40} />
                <Line label="Pantone" value={one.pantone ?? ''} set={(v) => put({ pantone: v })} max={40} />
              </div>
            </>
          )}
        </ListOf>
      </Panel>
      <Panel id="fonts-h" title={t('looks.fonts')}>
        <ListOf
          title={t('shelf.font')}
          rows={fonts}
          set={(v) => change({ fonts: v })}
          make={() => ({ family: '', use: empty, weights: '400', licence: 'OFL-1.1' })}
          add={t('shelf.font.add')}
          most={8}
        >
          {(one, put) => (
            <>
              <div className="grid gap-4 sm:grid-cols-3">
                <Line label={t('shelf.font.family')} value={one.family} set={(v) => put({ family: v })} required max={80} />
                <Line label={t('shelf.font.weights')} value={one.weights} set={(v) => put({ weights: v })} required max={60} />
                <Line label={t('shelf.font.licence')} value={one.licence} set={(v) => put({ licence: v })} required max={80} />
              </div>
              <BiLine label={t('shelf.font.use')} value={one.use} set={(v) => put({ use: v })} required />
            </>
          )}
        </ListOf>
      </Panel>
      {(['dos', 'donts'] as const).map((side) => (
        <Panel key={side} id={`${side}-h`} title={t(`looks.${side}`)}>
          <ListOf
            title={t(`looks.${side}`)}
            rows={form[side]}
            set={(rows) => change({ [side]: rows })}
            make={() => empty}
            add={t('shelf.rule.add')}
            most={20}
          >
            {(one, put) => <BiLine label={t('shelf.rule')} value={one} set={(v) => put(v)} required />}
          </ListOf>
        </Panel>
      ))}
      {x.published && <WhyCorrected value={reason} set={because} />}
      {keep.problem && <Fault error={keep.problem} compact />}
      <Press type="submit" pending={keep.isPending} className={btn.primary}>
        {t(x.published ? 'sources.correct.yes' : 'sources.save')}
      </Press>
      {x.amendments.length > 0 && <Corrected amendments={x.amendments} naming={naming} lang={lang} />}
    </form>
  );
}
