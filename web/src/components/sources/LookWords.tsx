import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { patchIdentity, type Identity } from '../../api/looks';
import { toast } from '../../lib/toasts';
import type { Bi } from '../../lib/text';
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

/** An identity's words, colours, fonts and rules, kept together. */
export function LookWords({ x }: { x: Identity }) {
  const { t } = useTranslation();
  const [name, setName] = useState(x.name);
  const [intro, setIntro] = useState(x.intro);
  const [colours, setColours] = useState(x.colours);
  const [fonts, setFonts] = useState(() => x.fonts.map((one) => ({ ...one, weights: one.weights.join(', ') })));
  const [rules, setRules] = useState<Record<'dos' | 'donts', Bi[]>>({ dos: x.dos, donts: x.donts });
  const keep = useMutation({
    mutationFn: () =>
      patchIdentity(x, {
        name,
        intro,
        ...rules,
        colours: colours.map((one) => ({
          ...one,
          hex: one.hex.toUpperCase(),
          cmyk: one.cmyk || null,
          pantone: one.pantone || null,
        })),
        fonts: fonts.map((one) => ({ ...one, weights: weights(one.weights) })),
      }),
    onSuccess: () => toast({ tone: 'ok', title: t('shelf.saved') }),
  });
  return (
    <form
      className="space-y-5"
      onSubmit={(e) => {
        e.preventDefault();
        keep.mutate();
      }}
    >
      <Panel id="name-h" title={t('shelf.look.words')}>
        <div className="space-y-4">
          <BiLine label={t('sources.field.title')} value={name} set={setName} required />
          <BiLine label={t('sources.field.summary')} value={intro} set={setIntro} rows={3} max={1000} />
        </div>
      </Panel>
      <Panel id="colours-h" title={t('looks.colours')}>
        <ListOf
          title={t('shelf.colour')}
          rows={colours}
          set={setColours}
          make={() => ({ name: empty, hex: '#006A67', role: 'primary' as const, cmyk: null, pantone: null })}
          add={t('shelf.colour.add')}
          most={24}
        >
          {(one, change) => (
            <>
              <BiLine label={t('shelf.colour.name')} value={one.name} set={(v) => change({ name: v })} required />
              <div className="grid gap-4 sm:grid-cols-4">
                <label className="text-sm font-semibold">
                  {t('shelf.colour.hex')}
                  <input
                    type="color"
                    value={one.hex.toLowerCase()}
                    onChange={(e) => change({ hex: e.target.value.toUpperCase() })}
                    className="mt-1.5 block h-11 w-full cursor-pointer rounded-xl border border-line-strong bg-surface p-1"
                  />
                </label>
                <OneOf
                  label={t('shelf.colour.role')}
                  value={one.role}
                  set={(v) => change({ role: v as (typeof roles)[number] })}
                  options={roles.map((id) => ({ id, label: t(`looks.role.${id}`) }))}
                />
                <Line label="CMYK" value={one.cmyk ?? ''} set={(v) => change({ cmyk: v })} max={40} />
                <Line label="Pantone" value={one.pantone ?? ''} set={(v) => change({ pantone: v })} max={40} />
              </div>
            </>
          )}
        </ListOf>
      </Panel>
      <Panel id="fonts-h" title={t('looks.fonts')}>
        <ListOf
          title={t('shelf.font')}
          rows={fonts}
          set={setFonts}
          make={() => ({ family: '', use: empty, weights: '400', licence: 'OFL-1.1' })}
          add={t('shelf.font.add')}
          most={8}
        >
          {(one, change) => (
            <>
              <div className="grid gap-4 sm:grid-cols-3">
                <Line label={t('shelf.font.family')} value={one.family} set={(v) => change({ family: v })} required max={80} />
                <Line label={t('shelf.font.weights')} value={one.weights} set={(v) => change({ weights: v })} required max={60} />
                <Line label={t('shelf.font.licence')} value={one.licence} set={(v) => change({ licence: v })} required max={80} />
              </div>
              <BiLine label={t('shelf.font.use')} value={one.use} set={(v) => change({ use: v })} required />
            </>
          )}
        </ListOf>
      </Panel>
      {(['dos', 'donts'] as const).map((side) => (
        <Panel key={side} id={`${side}-h`} title={t(`looks.${side}`)}>
          <ListOf
            title={t(`looks.${side}`)}
            rows={rules[side]}
            set={(rows) => setRules({ ...rules, [side]: rows })}
            make={() => empty}
            add={t('shelf.rule.add')}
            most={20}
          >
            {(one, change) => <BiLine label={t('shelf.rule')} value={one} set={(v) => change(v)} required />}
          </ListOf>
        </Panel>
      ))}
      {keep.error && <Fault error={keep.error} compact />}
      <Press type="submit" pending={keep.isPending} className={btn.primary}>
        {t('sources.save')}
      </Press>
    </form>
  );
}
