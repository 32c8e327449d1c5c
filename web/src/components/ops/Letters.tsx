import { useTranslation } from 'react-i18next';
import { CircleCheck, Inbox } from 'lucide-react';
import { Button } from 'react-aria-components';
import { settle, type Letter, type LetterAct, type OpsScreen } from '../../api/ops';
import { ago, num, type Lang } from '../../lib/dates';
import { lettersOf } from '../../lib/ops';
import { toast } from '../../lib/toasts';
import { useApiMutation } from '../../lib/useApiMutation';
import { Confirm } from '../Confirm';
import { btn, Panel } from '../ui';

/** One act at a time; what came of it is said aloud, and the page looks again. */
function useSettle(service: string, letter: Letter) {
  const { t } = useTranslation();
  return useApiMutation({
    act: (act: 'release' | 'drop') => settle(service, letter.id, act),
    onDone: (_, act) => toast({ tone: 'ok', title: t(`ops.did.${act}`) }),
    touches: [['screen', 'operations']],
  });
}

function Row({ service, letter, traces, lang }: { service: string; letter: Letter; traces: string; lang: Lang }) {
  const { t } = useTranslation();
  const { mutate, isPending } = useSettle(service, letter);
  const trace = letter.traceparent?.split('-')[1];
  return (
    <li className="px-5 py-3">
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <bdi dir="ltr" className="font-semibold break-all">
          {letter.type}
        </bdi>
        <bdi dir="ltr" className="text-muted">
          {service}
        </bdi>
        <span className="num ms-auto text-xs text-muted">{ago(letter.at, lang)}</span>
      </p>
      <p dir="auto" className="mt-1 text-sm break-words text-danger">
        {letter.error}
      </p>
      <p className="num mt-0.5 text-xs text-muted">
        {letter.followers > 0 && `${t('ops.followers', { n: num(letter.followers, lang) })} · `}
        <bdi dir="ltr" className="break-all">
          {letter.subject}
        </bdi>
        {trace && traces && (
          <>
            {' · '}
            <a href={`${traces}/traces/${trace}`} target="_blank" rel="noreferrer" className="text-brand underline">
              {t('ops.trace')}
            </a>
          </>
        )}
      </p>
      <div className="mt-2 flex flex-wrap justify-end gap-2">
        {(['drop', 'release'] as const)
          .filter((act) => letter.acts.includes(act))
          .map((act) => (
            <Confirm
              key={act}
              title={t(`ops.${act}.ask`)}
              body={
                <>
                  <p>{t(`ops.${act}.body`)}</p>
                  <p dir="ltr" className="mt-2 text-start text-sm break-all text-ink">
                    {letter.type}
                  </p>
                </>
              }
              yes={t(`ops.${act}`)}
              onYes={() => mutate(act)}
              trigger={(open) => (
                <Button
                  onPress={open}
                  isDisabled={isPending}
                  className={btn.small}
                  aria-label={`${t(`ops.${act}`)}: ${letter.type}`}
                >
                  {t(`ops.${act}`)}
                </Button>
              )}
            />
          ))}
      </div>
    </li>
  );
}

function Acts({ acts, lang }: { acts: LetterAct[]; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <details className="border-t border-line px-5 py-3 text-sm">
      <summary className="cursor-pointer font-semibold">{t('ops.acts')}</summary>
      <ul className="mt-2 space-y-2">
        {acts.map((one) => (
          <li key={one.letter + one.at} className="text-muted">
            <bdi>{one.by}</bdi> · {t(`ops.did.${one.act}`)} · <bdi dir="ltr">{one.type}</bdi> ·{' '}
            <span className="num">{ago(one.at, lang)}</span>
            {one.error && (
              <span dir="auto" className="block text-danger">
                {one.error}
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Letters({ screen, lang }: { screen: OpsScreen; lang: Lang }) {
  const { t } = useTranslation();
  const letters = lettersOf(screen);
  const acts = screen.services
    .flatMap((one) => one.facts?.acts ?? [])
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, 20);
  return (
    <Panel id="letters" title={t('ops.letters')} sub={t('ops.letters.sub')} icon={Inbox} flush>
      {letters.length ? (
        <ul className="divide-y divide-line border-t border-line">
          {letters.map(({ service, letter }) => (
            <Row key={letter.id} service={service} letter={letter} traces={screen.traces} lang={lang} />
          ))}
        </ul>
      ) : (
        <p className="flex items-center gap-2 border-t border-line px-5 py-6 text-sm text-ok">
          <CircleCheck className="size-5 shrink-0" aria-hidden />
          {t('ops.letters.none')}
        </p>
      )}
      {acts.length > 0 && <Acts acts={acts} lang={lang} />}
    </Panel>
  );
}
