import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem';
import { queryClient } from '../api/queries';
import { toast } from './toasts';

/** One act at a time: what it changed, `anew`, is read again, a stale one says so, success is said aloud. */
export function useActing<Given>(act: (given: Given) => Promise<unknown>, said: string, anew = ['screen', 'members']) {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: act,
    onSuccess: () => toast({ tone: 'ok', title: said }),
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
    onSettled: () => queryClient.invalidateQueries({ queryKey: anew }),
  });
}
