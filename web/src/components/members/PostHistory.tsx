import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { Pencil, Undo2 } from 'lucide-react';
import { correctTenure, reinstateTenure } from '../../api/keeping';
import { postQuery } from '../../api/members';
import { day, longDay, moment, today } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { Bars, Fault, Loading } from '../states';
import { Badge, btn } from '../ui';
import { ActForm, words, type FieldSpec } from './ActForm';

type Whole = NonNullable<ReturnType<typeof usePost>['data']>;
const usePost = (id: string) => useQuery(postQuery(id));

/** The days of a tenure put right, or one that goes on since it ended by mistake. What stood there before is kept. */
function CorrectForm({
  post,
  tenure,
  again,
  close,
}: {
  post: Whole;
  tenure: Whole['tenures'][number];
  again?: boolean;
  close: () => void;
}) {
  const { t } = useTranslation();
  const from: FieldSpec = { name: 'from', label: t('post.from'), kind: 'date', max: today() };
  const to: FieldSpec = { name: 'to', label: t('post.to'), kind: 'date', max: today() };
  const until: FieldSpec = {
    name: 'to',
    label: t('post.to'),
    kind: 'date',
    min: today(),
    optional: true,
    hint: t('post.to.hint'),
  };
  const days = again ? (tenure.kind === 'acting' ? [until] : []) : tenure.ended ? [from, to] : [from];
  return (
    <ActForm
      name={`${again ? 'reinstate' : 'correct'}-${post.id}-${tenure.number}`}
      body={t(again ? 'tenure.reinstate.body' : 'tenure.correct.body')}
      fields={[...days, { name: 'reason', label: t('tenure.reason'), kind: 'area' }]}
      known={{ from: tenure.from, to: again ? '' : (tenure.to ?? ''), reason: '' }}
      record={post}
      concerns={(now) => ({ tenures: now.tenures })}
      act={(values) => {
        const sent = { number: tenure.number, reason: words(values, 'reason') ?? '' };
        if (again) return reinstateTenure(post.id, { ...sent, to: words(values, 'to') });
        return correctTenure(post.id, {
          ...sent,
          ...(values.from !== tenure.from && { from: words(values, 'from') }),
          ...(tenure.ended && values.to !== tenure.to && { to: words(values, 'to') }),
        });
      }}
      said={t(again ? 'tenure.reinstate.done' : 'tenure.correct.done')}
      yes={t(again ? 'tenure.reinstate' : 'tenure.correct')}
      close={close}
    />
  );
}

function Corrections({ post, tenure }: { post: Whole; tenure: Whole['tenures'][number] }) {
  const { t } = useTranslation();
  const [open, set] = useState<'correct' | 'reinstate' | null>(null);
  const kinds = post.tenures.filter((one) => one.kind === tenure.kind);
  const last = tenure.ended && kinds.at(-1) === tenure && !post.closed;
  if (open) return <CorrectForm post={post} tenure={tenure} again={open === 'reinstate'} close={() => set(null)} />;
  return (
    <span className="mt-2 flex flex-wrap gap-2">
      <Button onPress={() => set('correct')} className={btn.small}>
        <Pencil className="size-4" aria-hidden />
        {t('tenure.correct')}
      </Button>
      {last && (
        <Button onPress={() => set('reinstate')} className={btn.small}>
          <Undo2 className="size-4" aria-hidden />
          {t('tenure.reinstate')}
        </Button>
      )}
    </span>
  );
}

/** Everybody's time in a post, with the notes they left. */
export function Past({ id }: { id: string }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { data: post, error, refetch } = usePost(id);
  if (error) return <Fault compact error={error} retry={() => void refetch()} />;
  if (!post)
    return (
      <Loading label={t('loading.page')}>
        <Bars rows={3} />
      </Loading>
    );
  if (!post.tenures.length) return <p className="mt-3 text-muted">{t('post.history.none')}</p>;
  return (
    <ol className="mt-3 divide-y divide-line">
      {post.tenures.toReversed().map((one) => (
        <li key={one.number} className="py-3 text-sm">
          <p className="font-semibold">
            {one.person ? (
              <Link to="/$lang/members/$id" params={{ lang, id: one.person.id }} className="hover:text-brand">
                <bdi>{one.person.name[lang]}</bdi>
              </Link>
            ) : (
              <span className="font-normal text-muted">{t('post.history.gone')}</span>
            )}
          </p>
          <p className="num flex flex-wrap items-center gap-2">
            {t('post.since', { day: longDay(day(one.from), lang) })}
            {one.to && ` · ${t('post.until', { day: longDay(day(one.to), lang) })}`}
            {one.kind === 'acting' && <Badge tone="warn">{t('person.acting')}</Badge>}
            {!one.ended && <Badge tone="ok">{t('post.now')}</Badge>}
          </p>
          {one.handoverNote && (
            <p dir="auto" className="mt-1 rounded-xl bg-raised px-3 py-2 whitespace-pre-line text-muted">
              {one.handoverNote}
            </p>
          )}
          {one.amendments.map((was) => (
            <p key={was.at} className="num mt-1 text-xs text-muted">
              {t('tenure.amended', {
                day: moment(was.at, lang),
                from: longDay(day(was.from), lang),
                to: was.to ? longDay(day(was.to), lang) : '–',
              })}
              {was.reason && (
                <bdi dir="auto" className="block">
                  {was.reason}
                </bdi>
              )}
            </p>
          ))}
          {post.actions.includes('correct') && <Corrections post={post} tenure={one} />}
        </li>
      ))}
    </ol>
  );
}
