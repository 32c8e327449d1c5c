import { useMutation } from '@tanstack/react-query';
import { asProblem } from '../api/problem';
import { toast } from './toasts';

/** One act at a time: success is said aloud, a refusal in the server's words, and what it touched is asked for anew. */
export function useDoing<Given, Done>(
  act: (given: Given) => Promise<Done>,
  told: { said?: string; onDone?: (done: Done, given: Given) => void; after?: () => unknown },
) {
  return useMutation({
    mutationFn: act,
    onSuccess: (done, given) => {
      if (told.said) toast({ tone: 'ok', title: told.said });
      told.onDone?.(done, given);
    },
    onError: (error) => {
      const problem = asProblem(error);
      toast({ tone: 'danger', title: problem.title, body: problem.errors[0]?.detail ?? problem.detail });
    },
    onSettled: () => told.after?.(),
  });
}
