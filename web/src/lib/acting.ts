import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem';
import { queryClient } from '../api/queries';
import { toast } from './toasts';

/** One act of this gate at a time: what it changed is read anew, a stale one says so, success is said aloud. */
export function useActing<Given, Done>(act: (given: Given) => Promise<Done>, said: string, onDone?: (done: Done) => void) {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: act,
    onSuccess: (done) => {
      toast({ tone: 'ok', title: said });
      onDone?.(done);
    },
    onError: (error) => {
      const problem = asProblem(error);
      const stale = problem.status === 412;
      const wrong = problem.errors.map((one) => one.detail).join(' ');
      toast({
        tone: 'danger',
        title: stale ? t('members.stale') : problem.title,
        body: stale ? t('members.stale.body') : wrong || problem.detail,
      });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['screen', 'members'] }),
  });
}
