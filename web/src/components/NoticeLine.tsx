import { Link } from '@tanstack/react-router';
import type { Notice } from '../api/bell';
import { readNotice, rung } from '../api/bell';
import { addressOf } from '../lib/bell';
import { ago, type Lang } from '../lib/dates';
import { useApiMutation } from '../lib/useApiMutation';

/** One notice: a dot while it is new, what happened, to what, and when. Opening it reads it. */
export function NoticeLine({ one, lang, onOpen }: { one: Notice; lang: Lang; onOpen?: () => void }) {
  // Nobody waits for it: a notice that stays new is opened once more.
  const read = useApiMutation({ act: readNotice, quiet: true, touches: rung });
  const open = () => {
    if (!one.read) read.mutate(one.id);
    onOpen?.();
  };
  const name = one.name?.[lang] || one.name?.ar;
  return (
    <div className="flex min-w-0 flex-1 gap-2.5 text-sm">
      <span
        className={`mt-2 size-2 shrink-0 rounded-full border ${one.read ? 'border-line' : 'border-brand bg-brand'}`}
        aria-hidden
      />
      <span className="min-w-0">
        <Link
          to={addressOf(one, lang) as string}
          onClick={open}
          className={`hover:text-brand ${one.read ? '' : 'font-semibold'}`}
        >
          <bdi>{one.title[lang]}</bdi>
          {name && (
            <>
              {': '}
              <bdi>{name}</bdi>
            </>
          )}
        </Link>{' '}
        <span className="num text-xs whitespace-nowrap text-muted">{ago(one.at, lang)}</span>
      </span>
    </div>
  );
}
