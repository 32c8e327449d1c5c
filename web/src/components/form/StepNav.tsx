import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Check, MessageSquareWarning } from 'lucide-react';
import { steps, type FormStep } from '../../lib/draft';
import { num } from '../../lib/dates';
import { useLang } from '../../lib/lang';

/** The pages of the form as addresses; a finished one carries a check, a returned one a mark. */
export function StepNav(p: { now: FormStep; open: Record<FormStep, number>; asked: Set<FormStep>; of?: readonly FormStep[] }) {
  const { now, open, asked, of = steps } = p;
  const lang = useLang();
  const { t } = useTranslation();
  return (
    <nav aria-label={t('form.steps')}>
      <ol className="grid auto-cols-fr grid-flow-col gap-1 sm:gap-2">
        {of.map((step, i) => {
          const on = step === now;
          const back = asked.has(step);
          const done = open[step] === 0 && !back;
          return (
            <li key={step}>
              <Link
                to="."
                search={(s: object) => ({ ...s, step: step === 'about' ? undefined : step })}
                hash=""
                aria-current={on ? 'step' : undefined}
                className={`flex h-full flex-col items-center gap-1.5 rounded-xl px-1 py-2.5 text-center text-xs sm:flex-row sm:gap-3 sm:px-4 sm:text-start sm:text-sm ${on ? 'bg-brand-soft font-semibold text-brand' : 'text-muted hover:bg-bg'}`}
              >
                <span
                  className={`num grid size-7 shrink-0 place-items-center rounded-full border text-xs font-semibold ${back ? 'border-warn bg-warn-soft text-warn' : done ? 'border-ok bg-ok-soft text-ok' : on ? 'border-brand bg-brand text-on-brand' : 'border-line-strong'}`}
                  aria-hidden
                >
                  {back ? <MessageSquareWarning className="size-4" /> : done ? <Check className="size-4" /> : num(i + 1, lang)}
                </span>
                <span>
                  {t(`form.${step}`)}
                  {done && <span className="sr-only"> · {t('form.done')}</span>}
                  {back && <span className="sr-only"> · {t('review.asked')}</span>}
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
