import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ArrowLeft, ArrowRight, Check } from 'lucide-react';
import { correctCampaign } from '../api/campaigns';
import { asProblem } from '../api/problem';
import { campaignQuery, formQuery } from '../api/queries';
import type { Campaign, FormScreen } from '../api/types';
import { ErrorSummary } from '../components/form/ErrorSummary';
import { StepNav } from '../components/form/StepNav';
import { ChangeTable } from '../components/Amendments';
import { PageHero } from '../components/PageHero';
import { Press } from '../components/Press';
import { Unready } from '../components/Unready';
import { btn, card, control, Panel } from '../components/ui';
import { corrections, useAmended } from '../lib/amended';
import { launched, stepOf, toPublished, type FormStep } from '../lib/draft';
import { FormProvider } from '../lib/form';
import { useLang } from '../lib/lang';
import { write } from '../lib/pointer';
import { useTitle } from '../lib/text';
import { useUnsaved } from '../lib/unsaved';
import { useApiMutation } from '../lib/useApiMutation';
import { About } from './form/About';
import { Aims } from './form/Aims';
import { PlanStep } from './form/PlanStep';
import { NotFound } from './Faults';

const of = ['about', 'aims', 'plan'] as const;
const page = { about: About, aims: Aims, plan: PlanStep };
const none = { about: 0, aims: 0, plan: 0, measures: 0 };

/** The form of a launched campaign: nothing is sent before its author has seen both values and said why. */
function Correction({ screen, c }: { screen: FormScreen; c: Campaign }) {
  const lang = useLang();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const id = useId();
  const { step: asked } = useSearch({ strict: false }) as { step?: FormStep };
  const step = of.find((one) => one === asked) ?? 'about';
  const [draft, set] = useState(() => launched(c));
  const [reason, type] = useState('');
  const [tried, setTried] = useState(0);
  const [told, setTold] = useState<Record<string, string>>({});
  const unsaved = useUnsaved({ draft, reason });
  useTitle(t('correct.title'));
  const correct = useApiMutation({
    record: c,
    fields: launched,
    wire: toPublished,
    act: (patch) => correctCampaign(c.id, patch, reason.trim()),
    said: t('did.correct'),
    onDone: () => {
      unsaved.saved();
      void navigate({ to: '/$lang/forum/$id', params: { lang, id: c.id } });
    },
    onRefused: (problem) => {
      setTold(Object.fromEntries(problem.errors.map((one) => [one.pointer, one.detail])));
      setTried((n) => n + 1);
      return problem.errors.length > 0;
    },
  });
  const read = useAmended({ ...c, partnerEntities: [...c.partnerEntities, ...draft.partnerEntities] });
  const changes = corrections(toPublished(launched(c)), toPublished(draft));
  const change = (pointer: string, value: unknown) => {
    setTold(({ [pointer]: _, ...rest }) => rest);
    set((before) => write(before, pointer, value));
  };
  const Page = page[step];
  const at = of.indexOf(step);
  const to = (other: FormStep | undefined) => ({
    search: (s: object) => ({ ...s, step: other === 'about' ? undefined : other }),
    hash: '',
  });
  return (
    <FormProvider
      value={{
        draft,
        set: change,
        faults: told,
        requests: [],
        answers: {},
        answer: () => undefined,
        entities: screen.entities,
        metrics: screen.metrics,
        lead: c.leadEntity,
        launched: true,
      }}
    >
      <PageHero
        trail={[{ label: t('gate.forum'), to: '/forum' }, { label: t('correct.title') }]}
        title={<bdi>{c.title[lang]}</bdi>}
        lede={<p>{t('correct.lede')}</p>}
        overlap="half"
      />
      <div className="wrap-page relative -mt-14">
        <div className={`${card} p-1.5 sm:p-2`}>
          <StepNav now={step} open={none} asked={new Set(Object.keys(told).map(stepOf))} of={of} />
        </div>
        <div className="mt-5 grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="min-w-0 space-y-5">
            <ErrorSummary faults={told} stamp={tried} />
            <form className={`${card} space-y-6 p-5 sm:p-8`} onSubmit={(e) => e.preventDefault()} noValidate>
              <h2 className="text-xl">{t(`form.${step}`)}</h2>
              <Page />
            </form>
            <div className="flex flex-wrap items-center gap-3">
              {at > 0 && (
                <Link to="." {...to(of[at - 1])} className={btn.quiet}>
                  <ArrowLeft className="flip size-4.5" aria-hidden />
                  {t('form.back')}
                </Link>
              )}
              {at < of.length - 1 && (
                <Link to="." {...to(of[at + 1])} className={`${btn.quiet} ms-auto`}>
                  {t('form.next')}
                  <ArrowRight className="flip size-4.5" aria-hidden />
                </Link>
              )}
            </div>
          </div>
          <Panel id="changes-h" title={t('correct.changes')} className="lg:sticky lg:top-32">
            {changes.length === 0 ? (
              <p className="text-sm text-muted">{t('correct.nothing')}</p>
            ) : (
              <ChangeTable changes={changes} read={read} />
            )}
            <form
              className="mt-4"
              onSubmit={(e) => {
                e.preventDefault();
                if (changes.length) correct.mutate(draft);
              }}
            >
              <label htmlFor={id} className="text-sm font-semibold">
                {t('reason')}
              </label>
              <p id={`${id}-hint`} className="text-sm text-muted">
                {t('correct.reason')}
              </p>
              <textarea
                id={id}
                aria-describedby={`${id}-hint`}
                required
                minLength={3}
                maxLength={2000}
                dir="auto"
                rows={3}
                value={reason}
                onChange={(e) => type(e.target.value)}
                className={`${control} mt-1.5 py-2.5 leading-7`}
              />
              <div className="mt-4 flex flex-wrap gap-3">
                <Press type="submit" pending={correct.isPending} isDisabled={changes.length === 0} className={btn.primary}>
                  <Check className="size-4.5" aria-hidden />
                  {t('correct.yes')}
                </Press>
                <Link to="/$lang/forum/$id" params={{ lang, id: c.id }} className={btn.quiet}>
                  {t('cancel')}
                </Link>
              </div>
            </form>
          </Panel>
        </div>
      </div>
    </FormProvider>
  );
}

/** `/forum/{id}/correct`: for who may correct it; everybody else reads the campaign. */
export function CampaignCorrection() {
  const lang = useLang();
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const form = useQuery(formQuery(id));
  const whole = useQuery(campaignQuery(id));
  const error = form.error ?? whole.error;
  if (form.data && whole.data) {
    const { campaign } = whole.data;
    if (campaign.actions.includes('correct')) return <Correction key={id} screen={form.data} c={campaign} />;
    return <Navigate to="/$lang/forum/$id" params={{ lang, id }} replace />;
  }
  if (error && asProblem(error).status === 404) return <NotFound />;
  return <Unready trail={[{ label: t('gate.forum'), to: '/forum' }]} error={error} retry={() => void form.refetch()} />;
}
