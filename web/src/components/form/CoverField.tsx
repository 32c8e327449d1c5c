import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CircleAlert, CircleCheck, ImagePlus, LoaderCircle, Trash2, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import { asProblem } from '../../api/problem';
import type { CoverPhoto } from '../../api/types';
import { LIMIT, TYPES, uploadPhoto, type Step } from '../../api/uploads';
import { langNow } from '../../i18n';
import { useField, useForm } from '../../lib/form';
import { num } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { Cover } from '../Cover';
import { btn } from '../ui';
import { Asked, useFieldParts } from './Field';
import { BiAt } from './inputs';

/** The photo's way from the reader's disk to a checked cover; the bytes go straight to the object store. */
function useUpload(done: (photo: CoverPhoto) => void) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const start = async (file: File) => {
    setFault(null);
    if (!TYPES.includes(file.type)) return setFault(t('cover.type'));
    if (file.size > LIMIT) return setFault(t('cover.size'));
    stop.current = new AbortController();
    try {
      const photo = await uploadPhoto(file, setStep, stop.current.signal);
      if (photo.status === 'ready')
        done({ assetId: photo.id, alt: { ar: '', en: '' }, status: 'ready', renditions: photo.renditions });
      else setFault(photo.reasonText?.[langNow()] ?? t('cover.rejected'));
    } catch (error) {
      if (!stop.current.signal.aborted) setFault(asProblem(error).detail);
    } finally {
      setStep(null);
    }
  };
  return { step, fault, start, cancel: () => stop.current?.abort() };
}

function Progress({ step, cancel }: { step: Step; cancel: () => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const share = step.at === 'sending' ? step.share : 1;
  return (
    <div className="w-full max-w-sm">
      <p role="status" className="num flex items-center justify-center gap-2 text-sm font-semibold">
        <LoaderCircle className="size-4.5 animate-spin text-brand" aria-hidden />
        {step.at === 'sending' ? t('cover.sending', { n: num(share, lang, { style: 'percent' }) }) : t('cover.checking')}
      </p>
      <div
        role="progressbar"
        aria-label={t('cover.progress')}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        className="mt-3 h-2 overflow-hidden rounded-full border border-line bg-bg"
      >
        <span className="block h-full rounded-full bg-brand transition-all" style={{ inlineSize: `${share * 100}%` }} />
      </div>
      <Button onPress={cancel} className={`${btn.small} mt-3`}>
        <X className="size-4" aria-hidden />
        {t('cancel')}
      </Button>
    </div>
  );
}

function Standing({ status }: { status: CoverPhoto['status'] }) {
  const { t } = useTranslation();
  if (status === 'rejected')
    return (
      <p className="flex items-center gap-2 font-semibold text-danger">
        <CircleAlert className="size-5 shrink-0" aria-hidden />
        {t('cover.rejected')}
      </p>
    );
  if (status === 'pending')
    return (
      <p className="flex items-center gap-2 font-semibold">
        <LoaderCircle className="size-5 shrink-0 text-brand" aria-hidden />
        {t('cover.checking')}
      </p>
    );
  return (
    <>
      <p className="flex items-center gap-2 font-semibold text-ok">
        <CircleCheck className="size-5 shrink-0" aria-hidden />
        {t('cover.ready')}
      </p>
      <p className="text-sm text-muted">{t('cover.ready.body')}</p>
    </>
  );
}

/** The cover: chosen or dropped, sent, checked, then described in both languages. */
export function CoverField() {
  const lang = useLang();
  const { t } = useTranslation();
  const { draft } = useForm();
  const [cover, set] = useField<CoverPhoto | null>('/cover');
  const { id, label, error } = useFieldParts('/cover');
  const [over, setOver] = useState(false);
  const { step, fault, start, cancel } = useUpload((photo) => set({ ...photo, alt: cover?.alt ?? photo.alt }));
  const take = (files: FileList | null) => files?.[0] && void start(files[0]);
  const said = fault ?? error;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-semibold">
        {label} <span className="font-normal text-muted">{t('form.optional')}</span>
      </legend>
      <div
        onDragOver={(e) => (e.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={(e) => (e.preventDefault(), setOver(false), take(e.dataTransfer.files))}
        className={`relative grid min-h-44 place-items-center overflow-hidden rounded-card border-2 border-dashed p-6 text-center has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand ${over ? 'border-brand bg-brand-soft' : 'border-line-strong bg-raised'}`}
      >
        {step ? (
          <Progress step={step} cancel={cancel} />
        ) : cover ? (
          <div className="flex w-full flex-wrap items-center gap-5 text-start">
            <Cover
              topic={draft.topic}
              photo={cover}
              lang={lang}
              sizes="16rem"
              className="h-32 w-56 rounded-xl border border-line"
            />
            <div className="min-w-0 flex-1">
              <Standing status={cover.status} />
              <Button onPress={() => set(null)} className={`${btn.small} mt-3`}>
                <Trash2 className="size-4" aria-hidden />
                {t('cover.remove')}
              </Button>
            </div>
          </div>
        ) : (
          <label className="grid cursor-pointer place-items-center">
            <ImagePlus className="size-8 text-brand" aria-hidden />
            <span className="mt-2 font-semibold text-brand underline underline-offset-4">{t('cover.choose')}</span>
            <span className="text-sm text-muted">{t('cover.hint')}</span>
            <input
              id={id}
              type="file"
              accept={TYPES.join(',')}
              aria-invalid={said ? true : undefined}
              aria-describedby={said ? `${id}-error` : undefined}
              onChange={(e) => take(e.target.files)}
              className="sr-only"
            />
          </label>
        )}
      </div>
      {said && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-sm font-semibold text-danger">
          {said}
        </p>
      )}
      <Asked pointer="/cover" />
      {cover && (
        <div className="mt-4">
          <BiAt pointer="/cover/alt" hint={t('cover.alt')} />
        </div>
      )}
    </fieldset>
  );
}
