import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CalendarClock, CircleSlash, History, PenLine, RotateCcw, Send, Trash2, Undo2 } from 'lucide-react';
import { actOnKit, discardKit, rescheduleKit, revokeKit, type Kit } from '../../api/looks';
import { fromWallClock, moment, toWallClock, type Lang } from '../../lib/dates';
import { visibleOf } from '../../lib/merge';
import { toast } from '../../lib/toasts';
import { useApiMutation } from '../../lib/useApiMutation';
import { ActDialog, ActForm, ReasonDialog } from '../ActDialog';
import { Confirm } from '../Confirm';
import { Press } from '../Press';
import { btn, Panel } from '../ui';
import { Moment } from './fields';

/** The ways of a kit on and back: each is said before it is done. */
export function KitDesk({ kit, lang, editing }: { kit: Kit; lang: Lang; editing?: boolean }) {
  const { t } = useTranslation();
  const can = (verb: Kit['actions'][number]) => kit.actions.includes(verb);
  if (!kit.actions.length && !kit.maySeeDownloads) return null;
  return (
    <Panel id="kitdesk-h" title={t('sources.desk')} className="no-print">
      <div className="grid gap-2">
        {(['edit', 'correct'] as const).map(
          (verb) =>
            can(verb) &&
            !editing && (
              <Link key={verb} to="/$lang/kits/$id/edit" params={{ lang, id: kit.id }} className={btn.quiet}>
                <PenLine className="size-4.5" aria-hidden />
                {t(`shelf.kit.${verb}`)}
              </Link>
            ),
        )}
        {kit.maySeeDownloads && kit.state !== 'draft' && (
          <Link to="/$lang/kits/$id/downloads" params={{ lang, id: kit.id }} className={btn.quiet}>
            <History className="size-4.5" aria-hidden />
            {t('shelf.downloads')}
          </Link>
        )}
        {can('reschedule') && (
          <ActDialog title={t('kits.reschedule')} icon={CalendarClock}>
            {(close) => <Times kit={kit} close={close} />}
          </ActDialog>
        )}
        <Decide kit={kit} lang={lang} />
      </div>
    </Panel>
  );
}

/** Another end of the embargo, or none, and another end of the kit, as long as nobody has heard of it. */
function Times({ kit, close }: { kit: Kit; close: () => void }) {
  const { t } = useTranslation();
  const fields = ({ embargoUntil, closesAt }: Kit) => ({
    from: embargoUntil ? toWallClock(embargoUntil) : '',
    until: closesAt ? toWallClock(closesAt) : '',
  });
  const [form, set] = useState(() => fields(kit));
  const act = useApiMutation({
    record: kit,
    fields,
    // The service takes both times: what is left out is none.
    wire: ({ from, until }) => ({
      times: { embargoUntil: from ? fromWallClock(from) : null, closesAt: until ? fromWallClock(until) : null },
    }),
    act: (changes) => rescheduleKit(kit.id, changes.times!),
    said: t('kits.did.reschedule'),
    onDone: close,
  });
  return (
    <ActForm yes={t('sources.save')} typed={form} pending={act.isPending} send={() => act.mutate(form)}>
      <Moment
        label={t('shelf.kit.embargo')}
        value={form.from}
        set={(from) => set({ ...form, from })}
        hint={t('kits.reschedule.hint')}
      />
      <Moment
        label={t('shelf.kit.closes')}
        value={form.until}
        set={(until) => set({ ...form, until })}
        hint={t('shelf.kit.closes.hint')}
      />
    </ActForm>
  );
}

/** All that a release makes known. */
const shown = ({ state, title, summary, hashtags, audience, embargoUntil, closesAt, items }: Kit) => ({
  state,
  title,
  summary,
  hashtags,
  audience,
  embargoUntil,
  closesAt,
  items: visibleOf(items),
});

function Decide({ kit, lang }: { kit: Kit; lang: Lang }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = (verb: Kit['actions'][number]) => kit.actions.includes(verb);
  const act = useApiMutation({
    record: kit,
    act: (verb: 'release' | 'recall' | 'restore') => actOnKit(kit.id, verb),
    concerns: (now, verb): object => (verb === 'release' ? shown(now) : { state: now.state }),
    may: (now, verb) => now.actions.includes(verb),
    onDone: (_, verb) => toast({ tone: 'ok', title: t(`kits.did.${verb}`) }),
  });
  const discard = useApiMutation({
    record: kit,
    act: () => discardKit(kit.id),
    may: (now) => now.actions.includes('discard'),
    said: t('kits.did.discard'),
    onDone: () => navigate({ to: '/$lang/kits', params: { lang } }),
  });
  const when = kit.embargoUntil;
  const steps = [
    ['release', Send, when ? t('kits.release.then', { when: moment(when, lang) }) : t('kits.release.now')],
    ['recall', Undo2, t('kits.recall.body')],
    ['restore', RotateCcw, t('kits.restore.body')],
  ] as const;
  return (
    <>
      {steps
        .filter(([verb]) => can(verb))
        .map(([verb, Icon, body]) => (
          <Confirm
            key={verb}
            title={t(`kits.${verb}.q`)}
            body={body}
            yes={t(`kits.${verb}`)}
            onYes={() => act.mutate(verb)}
            trigger={(open) => (
              <Press onPress={open} pending={act.isPending} className={`${verb === 'release' ? btn.primary : btn.quiet} w-full`}>
                <Icon className="flip size-4.5" aria-hidden />
                {t(`kits.${verb}`)}
              </Press>
            )}
          />
        ))}
      {can('discard') && (
        <Confirm
          title={t('kits.discard.q')}
          body={t('kits.discard.body')}
          yes={t('kits.discard')}
          onYes={() => discard.mutate(undefined)}
          trigger={(open) => (
            <Press onPress={open} pending={discard.isPending} className={`${btn.danger} w-full`}>
              <Trash2 className="size-4.5" aria-hidden />
              {t('kits.discard')}
            </Press>
          )}
        />
      )}
      {can('revoke') && (
        <ReasonDialog
          title={t('kits.revoke.q')}
          label={t('kits.revoke')}
          icon={CircleSlash}
          look={`${btn.danger} w-full`}
          body={t('kits.revoke.body')}
          yes={t('kits.revoke')}
          danger
          record={kit}
          concerns={({ state }) => ({ state })}
          may={(now) => now.actions.includes('revoke')}
          act={(reason) => revokeKit(kit.id, reason)}
          said={t('kits.did.revoke')}
        />
      )}
    </>
  );
}
