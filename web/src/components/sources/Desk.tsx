import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { CircleSlash, History, Languages, PenLine, Plus, Send, Stamp, Undo2, type LucideIcon } from 'lucide-react';
import { actOnVersion, addFile, dropFile, type SourceDocument, type SourceVerb, type SourceVersion } from '../../api/sources';
import { useLang } from '../../lib/lang';
import { toast } from '../../lib/toasts';
import { Ask, Confirm } from '../Confirm';
import { Press } from '../Press';
import { Steps } from '../Steps';
import { btn, Panel } from '../ui';
import { complain } from './complain';
import { DocumentForm } from './DocumentForm';
import { BiLine, Line } from './fields';
import { FileWay } from './FileWay';
import { Replacement } from './Replacement';
import { VersionForm } from './VersionForm';

const texts = ['application/pdf', '.docx', '.pptx', '.xlsx', '.zip'];

/** Arabic is the record and comes first; English follows it. */
function Texts({ d, v }: { d: SourceDocument; v: SourceVersion }) {
  const { t } = useTranslation();
  const drop = useMutation({ mutationFn: (file: string) => dropFile(d, v.id, file), onError: complain });
  return (['ar', 'en'] as const).map((language) => {
    const there = v.files.find((f) => f.language === language);
    return (
      <FileWay
        key={language}
        label={t(`sources.${there ? 'replace' : 'attach'}.${language}`)}
        accept={texts}
        send={(file, tell) => addFile(d, v.id, language, file, tell)}
        remove={there && { label: t(`shelf.remove.${language}`), run: () => drop.mutate(there.id) }}
      />
    );
  });
}

/** Why a version is taken back, and what to use instead. */
function Withdraw({ d, run }: { d: SourceDocument; run: (given: object) => void }) {
  const { t } = useTranslation();
  const [reason, set] = useState({ ar: '', en: '' });
  const [replacement, choose] = useState('');
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
            run({ reason, replacement: replacement || null });
            close();
          }}
        >
          <BiLine label={t('sources.act.reason')} value={reason} set={set} rows={3} required />
          <Replacement not={d.id} chosen={replacement} choose={choose} />
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

const life = ['draft', 'in-review', 'approved', 'published', 'in-force', 'in-transition', 'superseded'] as const;

/** What this reader may do with this document and the version that is open. */
export function Desk({ d, v }: { d: SourceDocument; v: SourceVersion | null }) {
  const lang = useLang();
  const { t } = useTranslation();
  const act = useMutation({
    mutationFn: ({ verb, body }: { verb: SourceVerb; body?: object }) => actOnVersion(d, v!.id, verb, body),
    onSuccess: (_, { verb }) => toast({ tone: 'ok', title: t(`sources.did.${verb}`) }),
    onError: complain,
  });
  const may = (what: SourceVersion['actions'][number]) => v?.actions.includes(what);
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
  const form = (title: string, Icon: LucideIcon, inside: (close: () => void) => ReactNode) => (
    <Ask
      title={title}
      trigger={(open) => (
        <Button onPress={open} className={btn.quiet}>
          <Icon className="size-4.5" aria-hidden />
          {title}
        </Button>
      )}
    >
      {inside}
    </Ask>
  );
  const drafting = d.versions.some((x) => x.state === 'draft');
  return (
    <Panel
      id="desk-h"
      title={t('sources.desk')}
      sub={v ? t('sources.version', { label: v.label }) : undefined}
      className="no-print"
    >
      {v && v.state !== 'withdrawn' && (
        <div className="-mx-5 mb-3 border-y border-line">
          <Steps all={life} now={v.state} prefix="sources.state." label={t('shelf.life')} />
        </div>
      )}
      <div className="grid gap-2">
        {v?.note && (
          <p dir="auto" className="rounded-xl bg-warn-soft px-4 py-3 text-sm text-warn">
            {v.note}
          </p>
        )}
        {v && may('edit') && (
          <>
            <Texts d={d} v={v} />
            {form(t('sources.edit'), PenLine, (close) => (
              <VersionForm d={d} v={v} close={close} />
            ))}
          </>
        )}
        {v && may('set-parity') && (
          <Press
            onPress={() => act.mutate({ verb: 'parity', body: { same: v.parity !== 'both' } })}
            pending={act.isPending}
            className={btn.quiet}
          >
            <Languages className="size-4.5" aria-hidden />
            {t(v.parity === 'both' ? 'shelf.parity.older' : 'shelf.parity.same')}
          </Press>
        )}
        {may('submit') && sure('submit', Send)}
        {may('approve') && sure('approve', Stamp)}
        {may('publish') && sure('publish', Send)}
        {may('send-back') && <SendBack run={(note) => act.mutate({ verb: 'send-back', body: { note } })} />}
        {d.mayWrite && form(t('shelf.edit'), PenLine, (close) => <DocumentForm d={d} close={close} />)}
        {d.mayWrite && !drafting && form(t('sources.draft'), Plus, (close) => <VersionForm d={d} close={close} />)}
        {d.maySeeDownloads && (
          <Link to="/$lang/sources/$id/downloads" params={{ lang, id: d.id }} className={btn.quiet}>
            <History className="size-4.5" aria-hidden />
            {t('shelf.downloads')}
          </Link>
        )}
        {v && may('withdraw') && <Withdraw d={d} run={(body) => act.mutate({ verb: 'withdraw', body })} />}
      </div>
    </Panel>
  );
}
