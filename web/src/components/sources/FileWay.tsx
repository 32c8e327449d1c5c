import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Trash2, Upload } from 'lucide-react';
import { uploadFile, type Step } from '../../api/uploads';
import type { Write } from '../../api/writes';
import type { Versioned } from '../../lib/sendWrite';
import { useApiMutation } from '../../lib/useApiMutation';
import { Press } from '../Press';
import { btn, Gauge } from '../ui';

/** A file's way to where it is used: straight to the store with its share of bytes, the check, then into its place. */
export function FileWay<R extends Versioned>(p: {
  label: string;
  accept: string[];
  purpose: 'document' | 'media-kit';
  record: R;
  concerns: (record: R) => object;
  attach: (assetId: string) => Write;
  remove?: { label: string; run: () => void };
}) {
  const { t } = useTranslation();
  const [step, tell] = useState<Step>();
  const send = useApiMutation({
    record: p.record,
    concerns: p.concerns,
    prepare: async (file: File) => (await uploadFile(file, p.purpose, tell)).id,
    act: p.attach,
  });
  return (
    <div>
      <div className="flex gap-1">
        <FileTrigger acceptedFileTypes={p.accept} onSelect={(files) => files?.[0] && send.mutate(files[0])}>
          <Press pending={send.isPending} className={`${btn.quiet} min-w-0 flex-1 shrink`}>
            <Upload className="size-4.5" aria-hidden />
            {p.label}
          </Press>
        </FileTrigger>
        {p.remove && (
          <Button onPress={p.remove.run} aria-label={p.remove.label} className={`${btn.icon} size-11`}>
            <Trash2 className="size-4.5" aria-hidden />
          </Button>
        )}
      </div>
      <div role="status" className="text-sm text-muted">
        {send.isPending && step && (
          <span className="mt-1.5 block">
            {t(`sources.step.${step.at}`)}
            {step.at === 'sending' && <Gauge value={step.share} />}
          </span>
        )}
      </div>
    </div>
  );
}
