import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../api/client';
import { send, type Act } from '../api/meetings';
import { asProblem } from '../api/problem';
import { queryClient } from '../api/queries';
import { toast } from './toasts';

/** One act at a time, said aloud when done. One key until it is decided, so that pressing twice is one act. */
export function useSend() {
  const { t } = useTranslation();
  const key = useRef(newKey());
  return useMutation({
    mutationFn: (act: Act) => send(act, key.current),
    onSuccess: (_, act) => toast({ tone: 'ok', title: t(`done.${act.said}`) }),
    onError: (error) => {
      const problem = asProblem(error);
      if (problem.status !== 412) {
        const first = problem.errors[0]?.detail;
        toast({ tone: 'danger', title: problem.title, body: first ?? problem.detail });
        return;
      }
      void queryClient.invalidateQueries({ queryKey: ['screen'] });
      toast({ tone: 'danger', title: t('stale.title'), body: t('stale.body') });
    },
    onSettled: (_, error) => {
      if (!error || asProblem(error).status !== 0) key.current = newKey();
    },
  });
}
