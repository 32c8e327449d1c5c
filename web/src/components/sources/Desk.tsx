import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { CircleSlash, PenLine, Plus, Send, Stamp, Undo2, Upload, type LucideIcon } from 'lucide-react';
import { asProblem } from '../../api/problem';
import { queryClient } from '../../api/queries';
import { actOnVersion, addFile, type SourceDocument, type SourceVerb, type SourceVersion } from '../../api/sources';
import type { Step } from '../../api/uploads';
import { toast } from '../../lib/toasts';
import { Ask, Confirm } from '../Confirm';
import { Press } from '../Press';
import { btn, Gauge, Panel } from '../ui';
import { BiLine, Line } from './fields';
import { VersionForm } from './VersionForm';

function complain(error: unknown) {
  const problem = asProblem(error);
  const body = problem.errors.length ? problem.errors.map((e) => e.detail).join(' ') : problem.detail;
  toast({ tone: 'danger', title: problem.title, body });
  if (problem.status === 412) void queryClient.invalidateQueries({ queryKey: ['screen'] });
}

/** Arabic is the record and comes first; English follows it. The file goes straight to the store. */
function AddFile({ d, v, language }: { d: SourceDocument; v: SourceVersion; language: 'ar' | 'en' }) {
  const { t } = useTranslation();
  const [step, tell] = useState<Step>();
  const send = useMutation({
    mutationFn: (file: File) => addFile(d, v.id, language, file, tell),
    onError: complain,
    onSettled: () => tell(undefined),
  });
  const there = v.files.some((f) => f.language === language);
  return (
    <div>
      <FileTrigger
        acceptedFileTypes={['application/pdf', '.docx', '.pptx', '.xlsx', '.zip']}
        onSelect={(files) => files?.[0] && send.mutate(files[0])}
      >
        <Press pending={send.isPending} className={`${btn.quiet} w-full`}>
          <Upload className="size-4.5" aria-hidden />
          {t(`sources.${there ? 'replace' : 'attach'}.${language}`)}
        </Press>
      </FileTrigger>
      {step && (
        <div role="status" className="mt-1.5 text-sm text-muted">
          {t(`sources.step.${step.at}`)}
          {step.at === 'sending' && <Gauge value={step.share} />}
        </div>
      )}
    </div>
  );
}

/** Words that go with an act: why it is sent back, why it is taken back. */
function Withdraw({ run }: { run: (reason: { ar: string; en: string }) => void }) {
  const { t } = useTranslation();
  const [reason, set] = useState({ ar: '', en: '' });
  return (
    <Ask
      title={t('sources.act.withdraw.q')}
      trigger={(open) => (
        <Button onPress={open} className={btn.danger}>
          <CircleSlash className="size-4.5" aria-hidden />
          {t('sources.act.withdraw')}
        </Button>
      )}
    >
      {(close) => (
        <form
          className="mt-3 space-y-4"
          onSubmit={(e) => {
            e.preventDefault();
            run(reason);
            close();
          }}
        >
          <BiLine label={t('sources.act.reason')} value={reason} set={set} rows={3} required />
          <Button type="submit" className={btn.danger}>
            {t('sources.act.withdraw.yes')}
          </Button>
        </form>
      )}
    </Ask>
  );
}

function SendBack({ run }: { run: (note: string) => void }) {
  const { t } = useTranslation();
  const [note, set] = useState('');
  return (
    <Ask
      title={t('sources.act.send-back')}
      trigger={(open) => (
        <Button onPress={open} className={btn.quiet}>
          <Undo2 className="flip size-4.5" aria-hidden />
          {t('sources.act.send-back')}
        </Button>
      )}
    >
      {(close) => (
        <form
          className="mt-3 space-y-4"
          onSubmit={(e) => {
            e.preventDefault();
            run(note);
            close();
          }}
        >
          <Line label={t('sources.act.note')} value={note} set={set} rows={4} max={2000} required />
          <Button type="submit" className={btn.primary}>
            {t('sources.act.send-back')}
          </Button>
        </form>
      )}
    </Ask>
  );
}

/** What this reader may do with this version now. */
export function Desk({ d, v }: { d: SourceDocument; v: SourceVersion | null }) {
  const { t } = useTranslation();
  const act = useMutation({
    mutationFn: ({ verb, body }: { verb: SourceVerb; body?: object }) => actOnVersion(d, v!.id, verb, body),
    onSuccess: (_, { verb }) => toast({ tone: 'ok', title: t(`sources.did.${verb}`) }),
    onError: complain,
  });
  if (!d.mayWrite) return null;
  const sure = (verb: SourceVerb, Icon: LucideIcon) => (
    <Confirm
      title={t(`sources.act.${verb}.q`)}
      body={t(`sources.act.${verb}.body`)}
      yes={t(`sources.act.${verb}`)}
      onYes={() => act.mutate({ verb })}
      trigger={(open) => (
        <Press onPress={open} pending={act.isPending} className={btn.primary}>
          <Icon className="flip size-4.5" aria-hidden />
          {t(`sources.act.${verb}`)}
        </Press>
      )}
    />
  );
  const drafting = d.versions.some((x) => x.state === 'draft');
  return (
    <Panel
      id="desk-h"
      title={t('sources.desk')}
      sub={v ? t('sources.version', { label: v.label }) : undefined}
      className="no-print"
    >
      <div className="grid gap-2">
        {v?.note && (
          <p dir="auto" className="rounded-xl bg-warn-soft px-4 py-3 text-sm text-warn">
            {v.note}
          </p>
        )}
        {v?.state === 'draft' && (
          <>
            <AddFile d={d} v={v} language="ar" />
            <AddFile d={d} v={v} language="en" />
            <Ask
              title={t('sources.edit')}
              trigger={(open) => (
                <Button onPress={open} className={btn.quiet}>
                  <PenLine className="size-4.5" aria-hidden />
                  {t('sources.edit')}
                </Button>
              )}
            >
              {(close) => <VersionForm d={d} v={v} close={close} />}
            </Ask>
            {sure('submit', Send)}
          </>
        )}
        {v?.state === 'in-review' && d.mayReview && sure('approve', Stamp)}
        {v?.state === 'approved' && d.mayPublish && sure('publish', Send)}
        {v && ['in-review', 'approved'].includes(v.state) && d.mayReview && (
          <SendBack run={(note) => act.mutate({ verb: 'send-back', body: { note } })} />
        )}
        {!drafting && (
          <Ask
            title={t('sources.draft')}
            trigger={(open) => (
              <Button onPress={open} className={btn.quiet}>
                <Plus className="size-4.5" aria-hidden />
                {t('sources.draft')}
              </Button>
            )}
          >
            {(close) => <VersionForm d={d} close={close} />}
          </Ask>
        )}
        {v && d.mayPublish && !['superseded', 'withdrawn'].includes(v.state) && (
          <Withdraw run={(reason) => act.mutate({ verb: 'withdraw', body: { reason } })} />
        )}
      </div>
    </Panel>
  );
}
