import { useTranslation } from 'react-i18next';
import { campaignAct, type Verb } from '../api/campaigns';
import type { Problem } from '../api/problem';
import type { Campaign } from '../api/types';
import { langNow } from '../i18n';
import { toast } from './toasts';
import { useApiMutation } from './useApiMutation';

type Given = { verb: Verb; body?: object; record?: Campaign };

/** What a decision on the plan rests on: all that its author wrote. */
const plan = (c: Campaign) => ({
  status: c.status,
  title: c.title,
  summary: c.summary,
  partnerEntities: c.partnerEntities.map((one) => one.code),
  classification: c.classification,
  embargoUntil: c.embargoUntil,
  topic: c.topic,
  objectives: c.objectives,
  audiences: c.audiences,
  strategy: c.strategy,
  implementation: c.implementation,
  kpis: c.kpis,
  cover: c.cover && { alt: c.cover.alt },
  launchAt: c.launchAt,
});
const outcome = ({ status, kpis, outcome: o }: Campaign) => ({ status, kpis, learning: o.learning });
const standing = ({ status, launchAt }: Campaign) => ({ status, launchAt });
const restsOn: Partial<Record<Verb, (c: Campaign) => object>> = {
  submit: plan,
  approve: plan,
  launch: plan,
  amend: outcome,
  evaluate: outcome,
  'mark-exemplar': outcome,
};

/** One act at a time on a campaign, said aloud when done. */
export function useAct(
  campaign: Campaign | null,
  told: { onDone?: (campaign: Campaign, verb: Verb) => unknown; onRefused?: (problem: Problem) => boolean } = {},
) {
  const { t } = useTranslation();
  return useApiMutation({
    record: (given: Given) => given.record ?? campaign!,
    act: ({ verb, body, record }: Given) => campaignAct((record ?? campaign!).id, verb, body),
    may: (c, { verb }) => c.actions.includes(verb),
    concerns: (c, { verb }) => (restsOn[verb] ?? standing)(c),
    onDone: (changed, { verb }) => {
      toast({ tone: 'ok', title: t(`did.${verb}`), body: verb === 'submit' ? t('did.submit.body') : undefined });
      return told.onDone?.(changed, verb);
    },
    onRefused: (problem, { verb }) => {
      if (told.onRefused) return told.onRefused(problem);
      if (verb !== 'submit' || !problem.errors.length) return false;
      // A plan with holes is mended where it is written.
      const action = { label: t('act.tofields'), to: `/${langNow()}/forum/${campaign!.id}/edit` };
      toast({ tone: 'danger', title: problem.title, body: problem.detail, action });
      return true;
    },
  });
}
