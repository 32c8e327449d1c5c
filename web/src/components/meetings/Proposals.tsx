import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Lightbulb, Undo2, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import { addAgendaItem, proposalsQuery, setProposalAside, takeUpProposal, type Proposal } from '../../api/meetings';
import type { Meeting } from '../../api/types';
import { day, longDay, moment, type Lang } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { ActDialog, ActForm, noWords, Reason, trimmed, type Two } from '../ActDialog';
import { Press } from '../Press';
import { Panel, btn } from '../ui';

function AsideForm({ proposal, close }: { proposal: Proposal; close: () => void }) {
  const { t } = useTranslation();
  const [reason, set] = useState(noWords);
  const aside = useApiMutation({
    act: (given: Two) => setProposalAside(proposal.id, given),
    said: t('done.aside'),
    onDone: close,
  });
  return (
    <ActForm yes={t('proposal.aside')} typed={reason} pending={aside.isPending} send={() => aside.mutate(trimmed(reason))}>
      <Reason value={reason} set={set} />
    </ActForm>
  );
}

/** Put it on no agenda, and say why. */
function SetAside({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation();
  return (
    <ActDialog title={t('proposal.aside.q')} label={t('proposal.aside')} icon={X} look={btn.small}>
      {(close) => <AsideForm proposal={proposal} close={close} />}
    </ActDialog>
  );
}

/** What was set aside, why, and the way back. */
function Declined({ items, lang }: { items: Proposal[]; lang: Lang }) {
  const { t } = useTranslation();
  const again = useApiMutation({ act: (one: Proposal) => takeUpProposal(one.id), said: t('done.takeUp') });
  if (!items.length) return null;
  return (
    <details className="mt-2 text-sm">
      <summary className="cursor-pointer font-semibold text-brand">{t('proposals.declined')}</summary>
      <ul className="divide-y divide-line">
        {items.slice(0, 8).map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-2 py-2.5">
            <span className="min-w-0 flex-1 basis-40">
              <bdi className="font-semibold">{one.title?.[lang] ?? t('item.campaign')}</bdi>
              {one.declined && (
                <span className="block text-xs text-muted">
                  <bdi>{one.declined.reason[lang]}</bdi> <span className="num">{moment(one.declined.at, lang)}</span>
                </span>
              )}
            </span>
            <Press pending={again.isPending} onPress={() => again.mutate(one)} className={btn.small}>
              <Undo2 className="flip size-4" aria-hidden />
              {t('proposal.takeUp')}
            </Press>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The item that takes up a proposal: a campaign to be presented, or a guide with the version that is about to take effect. */
const itemOf = (one: Proposal) => {
  const title = one.title ?? { ar: 'حملة من حملات الشبكة', en: 'A campaign of the network' };
  const shared = { title, proposal: one.id, plannedMinutes: 10 };
  return one.source
    ? { ...shared, kind: 'policy', papers: [{ kind: 'source', ref: one.source, document: one.subject, title }] }
    : { ...shared, kind: 'campaign-presentation', campaigns: [one.subject] };
};

/** What events propose for an agenda: put it on this one, or set it aside. */
export function Proposals({ meeting, lang }: { meeting: Meeting; lang: Lang }) {
  const { t } = useTranslation();
  const { data } = useQuery(proposalsQuery(false));
  const { data: declined } = useQuery(proposalsQuery(true));
  const take = useApiMutation({
    record: meeting,
    act: (one: Proposal) => addAgendaItem(meeting.id, itemOf(one)),
    concerns: ({ status }) => ({ status }),
    said: t('done.item'),
  });
  if (!data?.items.length && !declined?.items.length) return null;
  return (
    <Panel id="proposals-h" title={t('proposals.title')} sub={t('proposals.sub')} icon={Lightbulb} className="no-print">
      <ul className="divide-y divide-line">
        {data?.items.slice(0, 8).map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-2 py-2.5 text-sm">
            <span className="min-w-0 flex-1 basis-40">
              <span className="block text-xs text-muted">{t(`proposal.${one.reason}`)}</span>
              <bdi className="font-semibold">{one.title?.[lang] ?? t('item.campaign')}</bdi>
              {one.effectiveFrom && (
                <span className="num block text-xs text-muted">
                  {t('proposal.from')} {longDay(day(one.effectiveFrom), lang)}
                </span>
              )}
            </span>
            <Button isDisabled={take.isPending} onPress={() => take.mutate(one)} className={btn.small}>
              {t('proposal.take')}
            </Button>
            <SetAside proposal={one} />
          </li>
        ))}
      </ul>
      <Declined items={declined?.items ?? []} lang={lang} />
    </Panel>
  );
}
