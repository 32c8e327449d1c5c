import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoaderCircle, Upload } from 'lucide-react';
import { PAPER_TYPES, sourcesToCite, type Paper } from '../../api/meetings';
import { uploadFile, type Step } from '../../api/uploads';
import { num, type Lang } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { Fault } from '../states';
import { btn, control } from '../ui';
import { Chosen, eyes, Finder, Line } from './rows';

const fresh = { id: '', version: 1, document: null, visibility: 'all' as const, fileName: '', sha256: '' };

function UploadFile({ add, lang }: { add: (one: Paper) => void; lang: Lang }) {
  const { t } = useTranslation();
  const id = useId();
  const [step, told] = useState<Step>();
  const up = useApiMutation({
    act: async (file: File) => {
      const asset = await uploadFile(file, 'document', told);
      const title = file.name.replace(/\.[^.]+$/, '');
      add({
        ...fresh,
        kind: 'file',
        ref: asset.id,
        title: { ar: title, en: title },
        fileName: file.name,
        sha256: asset.sha256 ?? '',
      });
    },
    quiet: true,
    touches: [],
  });
  return (
    <div className="mt-3">
      <label
        htmlFor={id}
        className={`${btn.quiet} focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-brand ${up.isPending ? 'opacity-70' : ''}`}
      >
        {up.isPending ? <LoaderCircle className="size-4 animate-spin" aria-hidden /> : <Upload className="size-4" aria-hidden />}
        {t('paper.upload')}
        <input
          id={id}
          type="file"
          accept={PAPER_TYPES}
          disabled={up.isPending}
          className="sr-only"
          onChange={(e) => {
            const file = e.target.files?.[0];
            e.target.value = '';
            if (file) up.mutate(file);
          }}
        />
      </label>
      <p role="status" className="num mt-1 text-sm text-muted empty:hidden">
        {up.isPending && step?.at === 'sending' && `${t('paper.sending')} ${num(step.share, lang, { style: 'percent' })}`}
        {up.isPending && step?.at === 'checking' && t('paper.checking')}
      </p>
      {up.problem && <Fault error={up.problem} compact />}
    </div>
  );
}

/** What to read before an item: versions of the Sources, and private files. Each may be kept to fewer eyes than the item. */
export function PapersField({ value, set, lang }: { value: Paper[]; set: (now: Paper[]) => void; lang: Lang }) {
  const { t } = useTranslation();
  const change = (at: number, now: Partial<Paper>) => set(value.map((one, i) => (i === at ? { ...one, ...now } : one)));
  return (
    <Chosen
      title={t('item.papers')}
      none={t('item.papers.none')}
      rows={value.map((one, at) => (
        <Line key={one.ref} name={one.title[lang] || one.fileName} off={() => set(value.filter((_, i) => i !== at))}>
          {one.kind === 'file' && (
            <span className="grid basis-full grid-cols-1 gap-2 sm:grid-cols-2">
              {(['ar', 'en'] as const).map((l) => (
                <input
                  key={l}
                  aria-label={`${t(`paper.title.${l}`)}: ${one.fileName}`}
                  lang={l}
                  dir={l === 'ar' ? 'rtl' : 'ltr'}
                  value={one.title[l]}
                  maxLength={300}
                  onChange={(e) => change(at, { title: { ...one.title, [l]: e.target.value } })}
                  className={`${control} h-10`}
                />
              ))}
            </span>
          )}
          <select
            aria-label={`${t('item.visibility')}: ${one.title[lang]}`}
            value={one.visibility}
            onChange={(e) => change(at, { visibility: e.target.value as Paper['visibility'] })}
            className={`${control} h-9 w-auto`}
          >
            {eyes.map((id) => (
              <option key={id} value={id}>
                {t(id === 'all' ? 'paper.for.all' : `item.for.${id}`)}
              </option>
            ))}
          </select>
        </Line>
      ))}
    >
      <Finder
        name="sources"
        label={t('paper.source')}
        find={sourcesToCite}
        lang={lang}
        choose={({ id, document, label }) =>
          !value.some((x) => x.ref === id) && set([...value, { ...fresh, kind: 'source', ref: id, document, title: label }])
        }
      />
      <UploadFile add={(one) => set([...value, one])} lang={lang} />
    </Chosen>
  );
}
