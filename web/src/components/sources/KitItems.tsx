import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { FileText, PenLine, Plus, Trash2 } from 'lucide-react';
import { addItem, dropItem, rewordItem, type Kit, type KitItem } from '../../api/looks';
import { uploadFile, uploadKitPhoto, type Step } from '../../api/uploads';
import type { Lang } from '../../lib/dates';
import { visibleOf } from '../../lib/merge';
import { useApiMutation } from '../../lib/useApiMutation';
import { useUnsaved } from '../../lib/unsaved';
import { Cancel } from '../Cancel';
import { Ask } from '../Confirm';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn, Gauge } from '../ui';
import { BiLine, OneOf } from './fields';

export const itemKinds = ['message', 'faq', 'spokesperson', 'photo', 'logo', 'file'] as const;
type Kind = (typeof itemKinds)[number];
const withFile: readonly Kind[] = ['photo', 'logo', 'file'];
const accepted: Partial<Record<Kind, string>> = {
  photo: 'image/jpeg,image/png,image/webp',
  logo: 'image/svg+xml,image/png,application/pdf',
  file: 'application/pdf,.docx,.pptx,.xlsx,.zip',
};

const sent = async (kind: Kind, file: File, told: (step: Step) => void) =>
  (await (kind === 'photo' ? uploadKitPhoto(file, told) : uploadFile(file, 'media-kit', told))).id;

/** The words of an item, and of a new one its kind and its file. */
function ItemForm({ kit, item, kind: first, close }: { kit: Kit; item?: KitItem; kind: Kind; close: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>(first);
  const [title, setTitle] = useState(item?.title ?? { ar: '', en: '' });
  const [text, setText] = useState(item?.text ?? { ar: '', en: '' });
  const [file, take] = useState<File>();
  const [step, tell] = useState<Step>();
  const needsFile = !item && withFile.includes(kind);
  useUnsaved({ title, text });
  const made = useApiMutation({
    record: kit,
    prepare: async () => ({ kind, title, text, assetId: needsFile && file ? await sent(kind, file, tell) : null }),
    act: (given: Parameters<typeof addItem>[1]) => addItem(kit.id, given),
    concerns: ({ state }) => ({ state }),
    quiet: true,
    onDone: close,
  });
  const kept = useApiMutation({
    record: kit,
    fields: (now: Kit) => {
      const one = now.items.find((x) => x.id === item?.id);
      return { title: one?.title ?? title, text: one?.text ?? text };
    },
    act: (changes) => rewordItem(kit.id, item!.id, changes),
    quiet: true,
    onDone: close,
  });
  const keep = item ? kept : made;
  return (
    <form
      className="mt-4 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        keep.mutate({ title, text });
      }}
    >
      {!item && (
        <OneOf
          label={t('sources.filter.kind')}
          value={kind}
          set={(v) => setKind(v as Kind)}
          options={itemKinds.map((id) => ({ id, label: t(`kits.kind.${id}`) }))}
        />
      )}
      <BiLine label={t(`shelf.item.title.${kind}`)} value={title} set={setTitle} required />
      <BiLine
        label={t(`shelf.item.text.${kind}`)}
        value={text}
        set={setText}
        rows={3}
        max={4000}
        required={!withFile.includes(kind)}
      />
      {needsFile && (
        <label className="block text-sm font-semibold">
          {t('shelf.item.file')}
          <input
            type="file"
            required
            accept={accepted[kind]}
            onChange={(e) => take(e.target.files?.[0])}
            className="mt-1.5 block w-full rounded-xl border border-line-strong bg-surface p-2 font-normal file:me-3 file:cursor-pointer file:rounded-lg file:border-0 file:bg-brand-soft file:px-3 file:py-1.5 file:font-semibold file:text-brand"
          />
        </label>
      )}
      <div role="status" className="text-sm text-muted">
        {keep.isPending && step && t(`sources.step.${step.at}`)}
        {keep.isPending && step?.at === 'sending' && <Gauge value={step.share} />}
      </div>
      {keep.problem && <Fault error={keep.problem} compact />}
      <div className="flex gap-3">
        <Press type="submit" pending={keep.isPending} className={btn.primary}>
          {t(item ? 'sources.save' : 'shelf.item.add')}
        </Press>
        <Cancel />
      </div>
    </form>
  );
}

/** Everything a draft holds, by kind, to change, to take out and to add to. */
export function KitItems({ kit, lang }: { kit: Kit; lang: Lang }) {
  const { t } = useTranslation();
  const drop = useApiMutation({
    record: kit,
    act: (id: string) => dropItem(kit.id, id),
    concerns: ({ state, items }, id) => ({ state, items: visibleOf(items.filter((one) => one.id === id)) }),
  });
  return (
    <div className="space-y-4">
      {kit.items.length === 0 && <p className="text-muted">{t('shelf.items.none')}</p>}
      {itemKinds
        .map((kind) => [kind, kit.items.filter((one) => one.kind === kind)] as const)
        .filter(([, items]) => items.length)
        .map(([kind, items]) => (
          <section key={kind} aria-labelledby={`items-${kind}`}>
            <h3 id={`items-${kind}`} className="mb-2 text-sm text-muted">
              {t(`kits.kind.${kind}`)}
            </h3>
            <ul className="divide-y divide-line rounded-xl border border-line">
              {items.map((x) => (
                <li key={x.id} className="flex items-center gap-3 p-3">
                  {x.file && (
                    <span
                      className="grid size-14 shrink-0 place-items-center overflow-hidden rounded-lg bg-bg text-brand"
                      aria-hidden
                    >
                      {x.file.preview ? <img src={x.file.preview} alt="" className="size-full object-cover" /> : <FileText />}
                    </span>
                  )}
                  <div className="min-w-0 flex-1">
                    <p className="font-semibold">
                      <bdi>{x.title[lang]}</bdi>
                    </p>
                    <p dir="auto" className="truncate text-sm text-muted">
                      {x.text[lang] || x.file?.name}
                    </p>
                  </div>
                  <Ask
                    title={t('shelf.item.edit')}
                    trigger={(open) => (
                      <Button onPress={open} aria-label={`${t('shelf.item.edit')}: ${x.title[lang]}`} className={btn.icon}>
                        <PenLine className="size-4.5" aria-hidden />
                      </Button>
                    )}
                  >
                    {(close) => <ItemForm kit={kit} item={x} kind={kind} close={close} />}
                  </Ask>
                  <Button
                    onPress={() => drop.mutate(x.id)}
                    aria-label={`${t('shelf.remove')}: ${x.title[lang]}`}
                    className={btn.icon}
                  >
                    <Trash2 className="size-4.5" aria-hidden />
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      <Ask
        title={t('shelf.item.new')}
        trigger={(open) => (
          <Button onPress={open} className={btn.quiet}>
            <Plus className="size-4.5" aria-hidden />
            {t('shelf.item.new')}
          </Button>
        )}
      >
        {(close) => <ItemForm kit={kit} kind="message" close={close} />}
      </Ask>
    </div>
  );
}
