import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ArrowLeft, ArrowRight, Send } from 'lucide-react';
import { formQuery, sessionQuery } from '../api/queries';
import { asProblem } from '../api/problem';
import type { ChangeRequest, FormScreen } from '../api/types';
import { ErrorSummary } from '../components/form/ErrorSummary';
import { Remaining } from '../components/form/Remaining';
import { SaveMark } from '../components/form/SaveMark';
import { StepNav } from '../components/form/StepNav';
import { PageHero } from '../components/PageHero';
import { Bars, Fault, Loading, RequestId } from '../components/states';
import { btn, card } from '../components/ui';
import { useAct } from '../lib/act';
import { PLACE } from '../lib/kept';
import { missing, stepOf, steps, type FormStep } from '../lib/draft';
import { FormProvider } from '../lib/form';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { toast } from '../lib/toasts';
import { useDraft } from '../lib/useDraft';
import { About } from './form/About';
import { Aims } from './form/Aims';
import { MeasuresStep } from './form/MeasuresStep';
import { PlanStep } from './form/PlanStep';
import { NotFound } from './Faults';
import { Press } from '../components/Press';

const page = { about: About, aims: Aims, plan: PlanStep, measures: MeasuresStep };

/** Which page is open, and the field an address points at gets the focus. */
function useStep(): FormStep {
  const { step } = useSearch({ strict: false }) as { step?: FormStep };
  const { hash } = useLocation();
  useEffect(() => {
    if (!hash) return;
    const field = document.getElementById(hash);
    field?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  }, [hash, step]);
  return step ?? 'about';
}

/** Answers to requests, kept for this tab until the campaign is handed in. */
function useAnswers(id: string | undefined) {
  const place = `${PLACE}answers.${id}`;
  const [answers, set] = useState<Record<string, string>>(() => JSON.parse(sessionStorage.getItem(place) ?? '{}'));
  const answer = (request: string, text: string) => {
    const next = { ...answers, [request]: text };
    sessionStorage.setItem(place, JSON.stringify(next));
    set(next);
  };
  return [answers, answer] as const;
}

/** Only what is said, and only to what is still open. */
function answered(answers: Record<string, string>, requests: ChangeRequest[]) {
  const said = requests.flatMap((r) => (answers[r.id]?.trim() ? [[r.id, answers[r.id]!.trim()]] : []));
  return said.length ? Object.fromEntries(said) : undefined;
}

function Editor({ screen, onCreated }: { screen: FormScreen; onCreated: (id: string) => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const step = useStep();
  const { data: me } = useQuery(sessionQuery);
  const form = useDraft(screen.campaign, (made) => onCreated(made.id));
  const { draft, campaign, problem } = form;
  const [tried, setTried] = useState(0);
  const [told, setTold] = useState<Record<string, string>>({});
  const [sending, setSending] = useState(false);
  const [answers, answer] = useAnswers(campaign?.id);
  const title = campaign ? draft.title[lang] || t('form.edit') : t('form.new');
  useTitle(title);

  const lacking = missing(draft);
  const open = Object.fromEntries(steps.map((s) => [s, lacking.filter((f) => stepOf(f.pointer) === s).length])) as Record<
    FormStep,
    number
  >;
  const requests = campaign?.review?.requests.filter((r) => !r.resolvedAt) ?? [];
  const asked = new Set(requests.map((r) => stepOf(r.field)));
  const refused = Object.fromEntries((problem?.errors ?? []).map((e) => [e.pointer, e.detail]));
  const faults = {
    ...(tried ? Object.fromEntries(lacking.map((f) => [f.pointer, t('form.needed')])) : {}),
    ...told,
    ...refused,
  };
  const change = (pointer: string, value: unknown) => {
    setTold(({ [pointer]: _, ...rest }) => rest);
    form.set(pointer, value);
  };

  const handIn = useAct(campaign, {
    onDone: (sent) => navigate({ to: '/$lang/forum/$id', params: { lang, id: sent.id } }),
    onRefused: (p) => {
      if (p.errors.length) setTold(Object.fromEntries(p.errors.map((e) => [e.pointer, e.detail])));
      else toast({ tone: 'danger', title: p.title, body: <RequestIdAnd detail={p.detail} id={p.requestId} /> });
      setTried((n) => n + 1);
      return true;
    },
  });
  const submit = async () => {
    setTried((n) => n + 1);
    setTold({});
    if (lacking.length || sending) return;
    setSending(true);
    const saved = await form.save();
    setSending(false);
    if (!saved) return;
    const said = answered(answers, requests);
    handIn.mutate({ verb: 'submit', body: said && { answers: said }, record: form.latest()! });
  };

  const Page = page[step];
  const at = steps.indexOf(step);
  const go = (to: FormStep | undefined) => ({
    search: (s: object) => ({ ...s, step: to === 'about' ? undefined : to }),
    hash: '',
  });
  return (
    <FormProvider
      value={{
        draft,
        set: change,
        faults,
        requests,
        answers,
        answer,
        entities: screen.entities,
        metrics: screen.metrics,
        lead: campaign?.leadEntity ?? me?.entity,
      }}
    >
      <PageHero
        trail={[{ label: t('gate.forum'), to: '/forum' }, { label: t(campaign ? 'form.edit' : 'form.new') }]}
        title={<bdi>{title}</bdi>}
        lede={<p>{t(campaign?.status === 'changes-requested' ? 'form.returned' : 'form.lede')}</p>}
        overlap="half"
      >
        <SaveMark state={form.state} save={() => void form.save()} />
      </PageHero>
      <div className="wrap-page relative -mt-14">
        <div className={`${card} p-1.5 sm:p-2`}>
          <StepNav now={step} open={open} asked={asked} />
        </div>
        <div className="mt-5 grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="min-w-0 space-y-5">
            <ErrorSummary faults={faults} stamp={tried} />
            {problem && form.state === 'refused' && problem.errors.length === 0 && <Fault error={problem} compact />}
            <form className={`${card} space-y-6 p-5 sm:p-8`} onSubmit={(e) => e.preventDefault()} noValidate>
              <h2 className="text-xl">{t(`form.${step}`)}</h2>
              <Page key={form.edition} />
            </form>
            <div className="flex flex-wrap items-center gap-3">
              {at > 0 && (
                <Link to="." {...go(steps[at - 1])} className={btn.quiet}>
                  <ArrowLeft className="flip size-4.5" aria-hidden />
                  {t('form.back')}
                </Link>
              )}
              <span className="ms-auto flex flex-wrap gap-3">
                {at < steps.length - 1 ? (
                  <Link to="." {...go(steps[at + 1])} className={btn.primary}>
                    {t('form.next')}
                    <ArrowRight className="flip size-4.5" aria-hidden />
                  </Link>
                ) : (
                  <Press onPress={() => void submit()} pending={sending || handIn.isPending} className={btn.primary}>
                    <Send className="flip size-4.5" aria-hidden />
                    {t(campaign?.status === 'changes-requested' ? 'form.resubmit' : 'form.submit')}
                  </Press>
                )}
              </span>
            </div>
          </div>
          <Remaining lacking={lacking} requests={requests} />
        </div>
      </div>
    </FormProvider>
  );
}

const RequestIdAnd = ({ detail, id }: { detail: string; id: string | null }) => (
  <>
    {detail}
    <RequestId id={id} />
  </>
);

/** `/forum/new` and `/forum/{id}/edit`: the same page, so that the first save changes only the address. */
export function CampaignForm() {
  const lang = useLang();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id = 'new' } = useParams({ strict: false });
  const search = useSearch({ strict: false });
  // A draft this page has just made keeps its editor; any other id opens a new one.
  const [opened, setOpened] = useState(id);
  const [made, setMade] = useState<string>();
  if (id !== opened && id !== made) {
    setOpened(id);
    setMade(undefined);
  }
  const { data, error, refetch } = useQuery(formQuery(opened));
  const created = (next: string) => {
    setMade(next);
    // Only the address changes: the editor stays, and what is typed in it.
    void navigate({
      to: '/$lang/forum/$id/edit',
      params: { lang, id: next },
      search,
      replace: true,
      resetScroll: false,
      ignoreBlocker: true,
    });
  };
  // What members already see is not written any more: its page says what may still be done.
  const status = data?.campaign?.status;
  if (status && status !== 'draft' && status !== 'changes-requested' && id !== made)
    return <Navigate to="/$lang/forum/$id" params={{ lang, id }} replace />;
  if (data) return <Editor key={opened} screen={data} onCreated={created} />;
  if (error && asProblem(error).status === 404) return <NotFound />;
  return (
    <>
      <PageHero
        trail={[{ label: t('gate.forum'), to: '/forum' }]}
        title={t(opened === 'new' ? 'form.new' : 'form.edit')}
        overlap="half"
      />
      <div className="wrap-page relative -mt-14">
        {error ? (
          <Fault error={error} retry={() => void refetch()} />
        ) : (
          <Loading label={t('loading.page')}>
            <div className={`${card} h-[36rem] p-8`}>
              <Bars rows={10} tall="h-9" />
            </div>
          </Loading>
        )}
      </div>
    </>
  );
}
