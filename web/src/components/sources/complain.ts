import { asProblem } from '../../api/problem';
import { queryClient } from '../../api/queries';
import { toast } from '../../lib/toasts';

/** Says what went wrong; a stale screen is read anew. */
export function complain(error: unknown) {
  const problem = asProblem(error);
  const body = problem.errors.length ? problem.errors.map((one) => one.detail).join(' ') : problem.detail;
  toast({ tone: 'danger', title: problem.title, body });
  if (problem.status === 412) void queryClient.invalidateQueries({ queryKey: ['screen'] });
}
