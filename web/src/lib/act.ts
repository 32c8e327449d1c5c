import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { act, type Verb } from '../api/campaigns';
import { newKey } from '../api/client';
import { asProblem } from '../api/problem';
import { queryClient } from '../api/queries';
import type { Campaign } from '../api/types';
import { langNow } from '../i18n';
import { toast } from './toasts';

type Given = { verb: Verb; body?: object };

/** One act at a time on a campaign, said aloud when done. One key until it is decided, so pressing twice is one act. */
export function useAct(campaign: { id: string; version: number }, onDone?: (campaign: Campaign, verb: Verb) => void) {
  const { t } = useTranslation();
  const key = useRef(newKey());
  return useMutation({
    mutationFn: ({ verb, body }: Given) => act(campaign, verb, key.current, body),
    onSuccess: (changed, { verb }) => {
      toast({ tone: 'ok', title: t(`did.${verb}`) });
      onDone?.(changed, verb);
    },
    onError: (error, { verb }) => {
      const problem = asProblem(error);
      if (problem.status === 412) {
        void queryClient.invalidateQueries({ queryKey: ['screen'] });
        toast({ tone: 'danger', title: t('stale.title'), body: t('stale.body') });
      } else {
        const action =
          verb === 'submit' && problem.errors.length
            ? { label: t('act.tofields'), to: `/${langNow()}/forum/${campaign.id}/edit` }
            : undefined;
        const wrong = [...new Set(problem.errors.map((one) => one.detail))].join(' ');
        toast({ tone: 'danger', title: problem.title, body: (verb !== 'submit' && wrong) || problem.detail, action });
      }
    },
    onSettled: (_, error) => {
      if (!error || asProblem(error).status !== 0) key.current = newKey();
    },
  });
}
