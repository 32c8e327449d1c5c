import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CircleSlash, History, Languages, PenLine, Plus, Send, Stamp, Trash2, Undo2, type LucideIcon } from 'lucide-react';
import {
  actOnVersion,
  attachFile,
  discardDocument,
  dropFile,
  dropVersion,
  type SourceDocument,
  type SourceVerb,
  type SourceVersion,
} from '../../api/sources';
import { addDays, day, today } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { toast } from '../../lib/toasts';
import { useApiMutation } from '../../lib/useApiMutation';
import { ActDialog, ActForm, Area, noWords, Reason, trimmed } from '../ActDialog';
import { Confirm } from '../Confirm';
import { Press } from '../Press';
import { Steps } from '../Steps';
import { btn, Panel } from '../ui';
import { DocumentForm } from './DocumentForm';
import { Day } from './fields';
import { FileWay } from './FileWay';
import { Replacement } from './Replacement';
import { VersionForm } from './VersionForm';

const texts = ['application/pdf', '.docx', '.pptx', '.xlsx', '.zip'];

const versionIn = (d: SourceDocument, id: string | undefined) => d.versions.find((one) => one.id === id);
const stateOf = (d: SourceDocument, id: string | undefined) => versionIn(d, id)?.state;
const decided = (d: SourceDocument, id: string | undefined) => {
  const v = versionIn(d, id);
  return {
    state: v?.state,
    title: d.title,
    label: v?.label,
    notes: v?.notes,
    effectiveFrom: v?.effectiveFrom,
    transitionEndsOn: v?.transitionEndsOn,
    replaces: v?.replaces,
    files: v?.files.map(({ language, name, bytes }) => ({ language, name, bytes })),
  };
};
/** What rests on the words and files of a version; the other acts rest on where it stands. */
const onAll: SourceVerb[] = ['submit', 'approve', 'publish', 'enter-past'];

/** The acts on a version, each said aloud when done. */
function useVersionAct(d: SourceDocument, v: SourceVersion | null, onDone?: () => void) {
  const { t } = useTranslation();
  return useApiMutation({
    record: d,
    act: ({ verb, body }: { verb: SourceVerb; body?: object }) => actOnVersion(d.id, v!.id, verb, body),
    concerns: (now, { verb }): object => (onAll.includes(verb) ? decided(now, v?.id) : { state: stateOf(now, v?.id) }),
    onDone: (_, { verb }) => {
      toast({ tone: 'ok', title: t(`sources.did.${verb}`) });
      onDone?.();
    },
  });
}

/** Arabic is the record and comes first; English follows it. */
function Texts({ d, v }: { d: SourceDocument; v: SourceVersion }) {
  const { t } = useTranslation();
  const concerns = (now: SourceDocument) => ({ state: stateOf(now, v.id) });
  const drop = useApiMutation({ record: d, act: (file: string) => dropFile(d.id, v.id, file), concerns });
  return (['ar', 'en'] as const).map((language) => {
    const there = v.files.find((f) => f.language === language);
    return (
      <FileWay
        key={language}
        label={t(`sources.${there ? 'replace' : 'attach'}.${language}`)}
        accept={texts}
        purpose="document"
        record={d}
        concerns={concerns}
        attach={(assetId) => attachFile(d.id, v.id, { assetId, language })}
        remove={there && { label: t(`shelf.remove.${language}`), run: () => drop.mutate(there.id) }}
      />
    );
  });
}

type FormOf = { d: SourceDocument; v: SourceVersion; close: () => void };

/** Why a version is taken back, and what to use instead. */
function WithdrawForm({ d, v, close }: FormOf) {
  const { t } = useTranslation();
  const act = useVersionAct(d, v, close);
  const [reason, set] = useState(noWords);
  const [replacement, choose] = useState('');
  return (
    <ActForm
      yes={t('sources.act.withdraw.yes')}
      danger
      typed={{ reason, replacement }}
      pending={act.isPending}
      send={() => act.mutate({ verb: 'withdraw', body: { reason: trimmed(reason), replacement: replacement || null } })}
    >
      <Reason value={reason} set={set} />
      <Replacement not={d.id} chosen={replacement} choose={choose} />
    </ActForm>
  );
}

function SendBackForm({ d, v, close }: FormOf) {
  const { t } = useTranslation();
  const act = useVersionAct(d, v, close);
  const [note, set] = useState('');
  return (
    <ActForm
      yes={t('sources.act.send-back')}
      typed={note}
      pending={act.isPending}
      send={() => act.mutate({ verb: 'send-back', body: { note: note.trim() } })}
    >
      <Area label={t('sources.act.note')} value={note} set={set} />
    </ActForm>
  );
}

/** A version of the past is entered with its last day, so that those days have an answer. */
function PastForm({ d, v, close }: FormOf) {
  const { t } = useTranslation();
  const act = useVersionAct(d, v, close);
  const [lastDay, set] = useState('');
  return (
    <ActForm
      yes={t('sources.act.enter-past')}
      typed={lastDay}
      ready={lastDay !== ''}
      pending={act.isPending}
      send={() => act.mutate({ verb: 'enter-past', body: { lastDay } })}
    >
      <p className="text-muted">{t('sources.act.enter-past.body')}</p>
      <Day
        label={t('sources.field.last')}
        value={lastDay}
        set={set}
        min={v.effectiveFrom ?? undefined}
        max={addDays(day(today()), -1).toISOString().slice(0, 10)}
        required
      />
    </ActForm>
  );
}

/** Drafts that nobody needs: a version, or the whole document with its files. */
function Discard({ d, v }: { d: SourceDocument; v: SourceVersion | null }) {
  const lang = useLang();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const drop = useApiMutation({
    record: d,
    act: () => dropVersion(d.id, v!.id),
    concerns: (now) => decided(now, v?.id),
    said: t('sources.did.drop'),
    onDone: () => navigate({ to: '/$lang/sources/$id', params: { lang, id: d.id }, search: {} }),
  });
  const discard = useApiMutation({
    record: d,
    act: () => discardDocument(d.id),
    may: (now) => now.actions.includes('discard'),
    said: t('sources.did.discard'),
    onDone: () => navigate({ to: '/$lang/sources', params: { lang } }),
  });
  const button = (verb: 'drop' | 'discard', act: typeof drop | typeof discard) => (
    <Confirm
      title={t(`sources.act.${verb}.q`)}
      body={t(`sources.act.${verb}.body`)}
      yes={t(`sources.act.${verb}`)}
      onYes={() => act.mutate(undefined)}
      trigger={(open) => (
        <Press onPress={open} pending={act.isPending} className={btn.danger}>
          <Trash2 className="size-4.5" aria-hidden />
          {t(`sources.act.${verb}`)}
        </Press>
      )}
    />
  );
  return (
    <>
      {v?.actions.includes('drop') && d.versions.length > 1 && button('drop', drop)}
      {d.actions.includes('discard') && button('discard', discard)}
    </>
  );
}

const life = ['draft', 'in-review', 'approved', 'published', 'in-force', 'in-transition', 'superseded'] as const;

/** What this reader may do with this document and the version that is open. */
export function Desk({ d, v }: { d: SourceDocument; v: SourceVersion | null }) {
  const lang = useLang();
  const { t } = useTranslation();
  const act = useVersionAct(d, v);
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
            <ActDialog title={t('sources.edit')} icon={PenLine}>
              {(close) => <VersionForm d={d} v={v} close={close} />}
            </ActDialog>
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
        {v && may('correct') && (
          <ActDialog title={t('sources.correct')} icon={PenLine}>
            {(close) => <VersionForm d={d} v={v} correcting close={close} />}
          </ActDialog>
        )}
        {may('submit') && sure('submit', Send)}
        {may('recall') && sure('recall', Undo2)}
        {may('approve') && sure('approve', Stamp)}
        {may('publish') && sure('publish', Send)}
        {v && may('enter-past') && (
          <ActDialog title={t('sources.act.enter-past')} icon={History}>
            {(close) => <PastForm d={d} v={v} close={close} />}
          </ActDialog>
        )}
        {v && may('send-back') && (
          <ActDialog title={t('sources.act.send-back')} icon={Undo2}>
            {(close) => <SendBackForm d={d} v={v} close={close} />}
          </ActDialog>
        )}
        {d.actions.includes('edit') && (
          <ActDialog title={t('shelf.edit')} icon={PenLine}>
            {(close) => <DocumentForm d={d} close={close} />}
          </ActDialog>
        )}
        {d.actions.includes('correct') && (
          <ActDialog title={t('shelf.correct')} icon={PenLine}>
            {(close) => <DocumentForm d={d} correcting close={close} />}
          </ActDialog>
        )}
        {d.mayWrite && !drafting && (
          <ActDialog title={t('sources.draft')} icon={Plus}>
            {(close) => <VersionForm d={d} close={close} />}
          </ActDialog>
        )}
        {d.maySeeDownloads && (
          <Link to="/$lang/sources/$id/downloads" params={{ lang, id: d.id }} className={btn.quiet}>
            <History className="size-4.5" aria-hidden />
            {t('shelf.downloads')}
          </Link>
        )}
        <Discard d={d} v={v} />
        {v && may('withdraw') && (
          <ActDialog title={t('sources.act.withdraw.q')} label={t('sources.act.withdraw')} icon={CircleSlash} look={btn.danger}>
            {(close) => <WithdrawForm d={d} v={v} close={close} />}
          </ActDialog>
        )}
      </div>
    </Panel>
  );
}
