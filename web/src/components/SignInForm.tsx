import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Eye, EyeOff, LogIn, TriangleAlert } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import { signIn } from '../api/session';
import type { Me } from '../api/types';
import { useApiMutation } from '../lib/useApiMutation';
import { RequestId } from './states';
import { btn } from './ui';
import { Press } from './Press';

const input = 'h-12 w-full rounded-xl border border-line-strong bg-surface px-4 text-ink';

/** E-mail and password; pasting and password managers welcome. The answer to a wrong one is the same whatever was wrong. */
export function SignInForm({ onDone }: { onDone: (me: Me) => void }) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [shown, show] = useState(false);
  const go = useApiMutation({
    act: () => {
      const given = new FormData(form.current!);
      return signIn(String(given.get('email')).trim(), String(given.get('password')));
    },
    onDone,
    quiet: true,
    touches: [],
  });
  const { problem } = go;
  return (
    <form
      ref={form}
      className="space-y-5"
      onSubmit={(e) => {
        e.preventDefault();
        if (!go.isPending) go.mutate(undefined);
      }}
    >
      {problem && (
        <div role="alert" className="rounded-xl border border-danger bg-danger-soft p-4 text-sm">
          <p className="flex items-center gap-2 font-semibold text-danger">
            <TriangleAlert className="size-4.5 shrink-0" aria-hidden />
            {problem.title}
          </p>
          <p className="mt-1 text-ink">{problem.detail}</p>
          {problem.status !== 401 && <RequestId id={problem.requestId} />}
        </div>
      )}
      <div>
        <label htmlFor="email" className="mb-1.5 block text-sm font-semibold">
          {t('signin.email')}
        </label>
        <input id="email" name="email" type="email" dir="ltr" required autoComplete="username" className={input} />
      </div>
      <div>
        <label htmlFor="password" className="mb-1.5 block text-sm font-semibold">
          {t('signin.password')}
        </label>
        <div dir="ltr" className="relative">
          <input
            id="password"
            name="password"
            type={shown ? 'text' : 'password'}
            dir="ltr"
            required
            autoComplete="current-password"
            className={`${input} pe-14`}
          />
          <ToggleButton
            isSelected={shown}
            onChange={show}
            aria-label={t('signin.show')}
            className={`${btn.icon} absolute inset-y-0 end-1.5 my-auto`}
          >
            {shown ? <EyeOff className="size-5" aria-hidden /> : <Eye className="size-5" aria-hidden />}
          </ToggleButton>
        </div>
      </div>
      <Press type="submit" pending={go.isPending} className={`${btn.primary} h-12 w-full`}>
        <LogIn className="flip size-5" aria-hidden />
        {t(go.isPending ? 'signin.going' : 'signin.go')}
      </Press>
    </form>
  );
}
