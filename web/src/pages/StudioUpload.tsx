import { useEffect, useState } from 'react';
import { DropZone, FileTrigger, Button, type FileDropItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Images, Pause, Play, Upload } from 'lucide-react';
import { PageHero } from '../components/PageHero';
import { Empty } from '../components/states';
import { StudioTabs } from '../components/studio/StudioTabs';
import { mega, UploadRow } from '../components/studio/UploadRow';
import { btn, card } from '../components/ui';
import { useLang } from '../lib/lang';
import { useStore } from '../lib/store';
import { useTitle } from '../lib/text';
import { toast } from '../lib/toasts';
import { add, moving, pauseAll, restore, resumeAll, TYPES, uploads } from '../lib/uploading';

/** Many photos on their way into the Studio; they go on after a lost network and after a reload. */
export function StudioUpload() {
  const lang = useLang();
  const { t } = useTranslation();
  const items = useStore(uploads);
  const [over, hover] = useState(false);
  useTitle(t('studio.room.upload'));
  useEffect(() => void restore(), []);
  const take = async (files: File[]) => {
    const strange = await add(files);
    if (strange.length > 0) toast({ tone: 'danger', title: t('upload.types'), body: strange.join(', ') });
  };
  const sum = (of: 'sent' | 'size') => items.reduce((total, one) => total + one[of], 0);
  const done = items.filter((one) => one.stage === 'ready').length;
  return (
    <>
      <PageHero
        trail={[{ label: t('gate.studio'), to: '/studio' }, { label: t('studio.room.upload') }]}
        title={t('studio.room.upload')}
        lede={<p>{t('upload.lede')}</p>}
        overlap="none"
      >
        <StudioTabs on="upload" />
      </PageHero>
      <div className="wrap-page mt-6 space-y-6">
        <DropZone
          aria-label={t('upload.zone')}
          getDropOperation={(types) => (TYPES.some((type) => types.has(type)) ? 'copy' : 'cancel')}
          onDropEnter={() => hover(true)}
          onDropExit={() => hover(false)}
          onDrop={(e) => {
            hover(false);
            const files = e.items.filter((one): one is FileDropItem => one.kind === 'file');
            void Promise.all(files.map((one) => one.getFile())).then(take);
          }}
          className={`grid place-items-center gap-3 rounded-card border-2 border-dashed px-6 py-12 text-center ${over ? 'border-brand bg-brand-soft' : 'border-line-strong bg-surface'}`}
        >
          <Images className="size-10 text-brand" aria-hidden />
          <p className="text-muted">{t('upload.hint')}</p>
          <FileTrigger allowsMultiple acceptedFileTypes={TYPES} onSelect={(files) => files && void take([...files])}>
            <Button className={btn.primary}>
              <Upload className="size-5" aria-hidden />
              {t('upload.choose')}
            </Button>
          </FileTrigger>
        </DropZone>
        <div className="flex min-h-9 flex-wrap items-center gap-3">
          <p role="status" className="num text-sm text-muted">
            {items.length > 0 && t('upload.done', { done, count: items.length })}
          </p>
          {items.length > 0 && (
            <p className="num text-sm text-muted">
              <bdi>{mega(sum('sent'), lang)}</bdi> / <bdi>{mega(sum('size'), lang)}</bdi>
            </p>
          )}
          <span className="ms-auto flex gap-2">
            {items.some((one) => one.stage === 'paused') && (
              <Button onPress={resumeAll} className={btn.small}>
                <Play className="size-4" aria-hidden />
                {t('upload.resume.all')}
              </Button>
            )}
            {items.some(moving) && (
              <Button onPress={pauseAll} className={btn.small}>
                <Pause className="size-4" aria-hidden />
                {t('upload.pause.all')}
              </Button>
            )}
          </span>
        </div>
        {items.length === 0 ? (
          <Empty icon={Images} title={t('upload.none')} body={t('upload.none.body')} />
        ) : (
          <ul className={`${card} divide-y divide-line`} aria-label={t('studio.room.upload')}>
            {items.map((one) => (
              <UploadRow key={one.id} item={one} lang={lang} />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
