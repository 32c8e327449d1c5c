import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Plus, Trash2 } from 'lucide-react';
import { addLogo, correctIdentity, dropLogo, type Identity, type Logo } from '../../api/looks';
import { uploadFile, type Step } from '../../api/uploads';
import type { Lang } from '../../lib/dates';
import { visibleOf } from '../../lib/merge';
import { useUnsaved } from '../../lib/unsaved';
import { useApiMutation } from '../../lib/useApiMutation';
import { WhyCorrected } from '../ActDialog';
import { Cancel } from '../Cancel';
import { Ask, Confirm } from '../Confirm';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn, Gauge } from '../ui';
import { BiLine, OneOf } from './fields';

const variants = ['full', 'mark', 'wordmark'] as const;
const grounds = ['light', 'dark', 'colour'] as const;
const behind: Record<Logo['ground'], string> = { light: 'bg-white', dark: 'bg-teal-900', colour: 'bg-teal-600' };

/** A logo for a background: one file of each format. */
function Form({ x, close }: { x: Identity; close: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState({ ar: '', en: '' });
  const [variant, setVariant] = useState<string>('full');
  const [ground, setGround] = useState<string>('light');
  const [files, take] = useState<File[]>([]);
  const [step, tell] = useState<Step>();
  const [reason, because] = useState('');
  useUnsaved({ name, variant, ground, reason, files: files.length });
  const keep = useApiMutation({
    record: x,
    prepare: async (chosen: File[]) => {
      const assetIds: string[] = [];
      for (const file of chosen) assetIds.push((await uploadFile(file, 'media-kit', tell)).id);
      return { name, variant, ground, assetIds } as Parameters<typeof addLogo>[1];
    },
    act: (given) => (x.published ? correctIdentity(x.entity, { addLogos: [given] }, reason.trim()) : addLogo(x.entity, given)),
    // One of the same variant and background takes the old one's place.
    concerns: ({ logos }) => ({ logos: visibleOf(logos.filter((one) => one.variant === variant && one.ground === ground)) }),
    quiet: true,
    onDone: close,
  });
  return (
    <form
      className="mt-4 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        keep.mutate(files);
      }}
    >
      <BiLine label={t('shelf.logo.name')} value={name} set={setName} required />
      <div className="grid gap-4 sm:grid-cols-2">
        <OneOf
          label={t('shelf.logo.variant')}
          value={variant}
          set={setVariant}
          options={variants.map((id) => ({ id, label: t(`looks.variant.${id}`) }))}
        />
        <OneOf
          label={t('shelf.logo.ground')}
          value={ground}
          set={setGround}
          options={grounds.map((id) => ({ id, label: t(`shelf.ground.${id}`) }))}
        />
      </div>
      <label className="block text-sm font-semibold">
        {t('shelf.logo.files')}
        <input
          type="file"
          required
          multiple
          accept="image/svg+xml,image/png,application/pdf"
          onChange={(e) => take([...(e.target.files ?? [])].slice(0, 3))}
          className="mt-1.5 block w-full rounded-xl border border-line-strong bg-surface p-2 font-normal file:me-3 file:cursor-pointer file:rounded-lg file:border-0 file:bg-brand-soft file:px-3 file:py-1.5 file:font-semibold file:text-brand"
        />
        <span className="mt-1 block font-normal text-muted">{t('shelf.logo.files.hint')}</span>
      </label>
      <div role="status" className="text-sm text-muted">
        {keep.isPending && step && t(`sources.step.${step.at}`)}
        {keep.isPending && step?.at === 'sending' && <Gauge value={step.share} />}
      </div>
      {x.published && <WhyCorrected value={reason} set={because} />}
      {keep.problem && <Fault error={keep.problem} compact />}
      <div className="flex flex-wrap gap-3">
        <Press type="submit" pending={keep.isPending} className={btn.primary}>
          {t('shelf.logo.add')}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}

/** The logos of an identity, to add to and to take out; one of the same variant and background takes the old one's place. */
export function Logos({ x, lang }: { x: Identity; lang: Lang }) {
  const { t } = useTranslation();
  const drop = useApiMutation({
    record: x,
    act: (logo: string) => dropLogo(x.entity, logo),
    concerns: ({ logos }, id) => ({ logos: visibleOf(logos.filter((one) => one.id === id)) }),
  });
  return (
    <div className="space-y-4">
      {x.logos.length === 0 && <p className="text-muted">{t('shelf.logos.none')}</p>}
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {x.logos.map((logo) => (
          <li key={logo.id} className="overflow-hidden rounded-xl border border-line">
            <div className={`flex h-24 items-center justify-center p-4 ${behind[logo.ground]}`}>
              {logo.picture && <img src={logo.picture} alt="" className="size-full object-contain" />}
            </div>
            <div className="flex items-center gap-1 ps-3 text-sm">
              <span className="min-w-0 flex-1 truncate">
                <bdi>{logo.name[lang]}</bdi>
              </span>
              {!x.published && (
                <Confirm
                  title={t('shelf.logo.drop.q')}
                  body={logo.name[lang]}
                  yes={t('shelf.remove')}
                  onYes={() => drop.mutate(logo.id)}
                  trigger={(open) => (
                    <Button onPress={open} aria-label={`${t('shelf.remove')}: ${logo.name[lang]}`} className={btn.icon}>
                      <Trash2 className="size-4.5" aria-hidden />
                    </Button>
                  )}
                />
              )}
            </div>
          </li>
        ))}
      </ul>
      {(x.actions.includes('edit') || x.actions.includes('correct')) && (
        <Ask
          title={t('shelf.logo.new')}
          trigger={(open) => (
            <Button onPress={open} className={btn.quiet}>
              <Plus className="size-4.5" aria-hidden />
              {t('shelf.logo.new')}
            </Button>
          )}
        >
          {(close) => <Form x={x} close={close} />}
        </Ask>
      )}
    </div>
  );
}
