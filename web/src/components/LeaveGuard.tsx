import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { questions } from '../lib/conflicts';
import { loadCatalogue } from '../i18n';
import { useLang } from '../lib/lang';
import { later } from '../lib/later';
import { useStore } from '../lib/store';
import { toast } from '../lib/toasts';
import { anyUnsaved, anyUnsavedInDialogs, mayDrop, watchUnsaved } from '../lib/unsaved';
import { CopyButton } from './ui';

const load = () => import('./Questions').then((m) => m.Questions);
const Questions = later(load, 'conflict');

const place = (path: string) => path.replace(/^\/(?:ar|en)(?=\/|$)/, '');

/** Stands before every way out of a page with something unsaved on it, and asks what acts and forms want to know. */
export function LeaveGuard() {
  const lang = useLang();
  const { t } = useTranslation();
  const asked = useStore(questions);
  useBlocker({
    enableBeforeUnload: false,
    // Another language of the same page keeps its forms; a dialog goes with any step back.
    shouldBlockFn: async ({ current, next }) => {
      if (!anyUnsaved()) return false;
      if (place(current.pathname) === place(next.pathname) && !anyUnsavedInDialogs()) return false;
      return !(await mayDrop());
    },
  });
  useEffect(
    () =>
      watchUnsaved({
        // The question must not wait for a network that may be gone.
        typed: () => void Promise.all([load(), loadCatalogue(lang, 'conflict')]).catch(() => undefined),
        rescued: (words) =>
          toast({
            tone: 'danger',
            title: t('unsaved.rescued'),
            body: (
              <>
                <p dir="auto" className="mb-2 line-clamp-3 whitespace-pre-line">
                  {words}
                </p>
                <CopyButton text={words} label={t('unsaved.copy')} />
              </>
            ),
          }),
      }),
    [lang, t],
  );
  return asked.length > 0 && <Questions />;
}
