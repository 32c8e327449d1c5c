import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CircleCheck, Gavel, ListTodo } from 'lucide-react';
import { Button } from 'react-aria-components';
import { actionAct, decisionAct, type Action, type Decision, type Outcomes } from '../../api/meetings';
import { day, daysBetween, longDay, rel, today, type Lang } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { ReasonDialog } from '../ActDialog';
import { Press } from '../Press';
import { Empty } from '../states';
import { Badge, btn, card, EntityTag, type Tone } from '../ui';
import { FormDialog } from './FormDialog';
import { ActionBack, Earlier, EarlierAction, reasonFields, Reinstate } from './WayBack';

const tone: Record<string, Tone> = { overdue: 'danger', 'in-progress': 'brand', open: 'warn', done: 'ok', dropped: 'plain' };

const standing = ({ state, text, due }: Action) => ({ state, text, due });
const ruling = ({ state, text, effectiveFrom }: Decision) => ({ state, text, effectiveFrom });

/** Something a post has to do: until when, how it stands, and the two acts of who answers for it. */
export function ActionRow({ action, lang, linked }: { action: Action; lang: Lang; linked?: boolean }) {
  const { t } = useTranslation();
  const can = (verb: string) => action.actions.includes(verb);
  const start = useApiMutation({
    record: action,
    act: () => actionAct(action.id, 'start'),
    concerns: standing,
    said: t('done.start'),
  });
  const open = !['done', 'dropped'].includes(action.state);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-5 py-3.5">
      <div className="min-w-0 flex-1 basis-64">
        <p dir="auto" className="font-semibold">
          {linked ? (
            <Link to="/$lang/meetings/$id" params={{ lang, id: action.meetingId }} className="hover:text-brand hover:underline">
              {action.text[lang]}
            </Link>
          ) : (
            action.text[lang]
          )}
        </p>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <EntityTag entity={action.owner} lang={lang} wrap />
          {action.ownerPost && <span>{action.ownerPost.title[lang]}</span>}
          <span className="num">
            {t('action.due')} {longDay(day(action.due), lang)}
            {open && <> · {rel(daysBetween(day(today()), day(action.due)), 'day', lang)}</>}
          </span>
        </div>
        {action.evidence && (
          <p dir="auto" className="mt-1.5 flex items-start gap-1.5 text-sm">
            <CircleCheck className="mt-1 size-4 shrink-0 text-ok" aria-hidden />
            <bdi>{action.evidence}</bdi>
          </p>
        )}
        {action.reason && <p className="mt-1.5 text-sm text-muted">{action.reason[lang]}</p>}
        <EarlierAction action={action} lang={lang} />
      </div>
      <Badge tone={tone[action.state]}>{t(`action.${action.state}`)}</Badge>
      <div className="flex flex-wrap gap-2">
        {can('start') && (
          <Press pending={start.isPending} onPress={() => start.mutate(undefined)} className={btn.small}>
            {t('action.start')}
          </Press>
        )}
        {can('finish') && (
          <FormDialog
            title={t('action.finish.q')}
            body={action.text[lang]}
            yes={t('action.finish')}
            fields={[{ name: 'evidence', label: t('action.evidence'), kind: 'area' }]}
            record={action}
            concerns={standing}
            act={(given) => actionAct(action.id, 'finish', given)}
            said={t('done.finish')}
            trigger={(show) => (
              <Button onPress={show} className={btn.small}>
                <CircleCheck className="size-4" aria-hidden />
                {t('action.finish')}
              </Button>
            )}
          />
        )}
        {can('drop') && (
          <ReasonDialog
            title={t('action.drop.q')}
            label={t('action.drop')}
            look={btn.small}
            yes={t('action.drop')}
            danger
            record={action}
            concerns={standing}
            act={(reason) => actionAct(action.id, 'drop', { reason })}
            said={t('done.drop')}
          />
        )}
        <ActionBack action={action} lang={lang} />
      </div>
    </li>
  );
}

function DecisionRow({ decision, lang }: { decision: Decision; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-5 py-3.5">
      <div className="min-w-0 flex-1 basis-64">
        <p dir="auto" className={`font-semibold ${decision.state === 'rescinded' ? 'text-muted line-through' : ''}`}>
          {decision.text[lang]}
        </p>
        {decision.effectiveFrom && (
          <p className="num mt-1 text-sm text-muted">
            {t('decision.from')} {longDay(day(decision.effectiveFrom), lang)}
          </p>
        )}
        <Earlier
          label={t('decision.earlier')}
          items={decision.earlier}
          lang={lang}
          facts={(one) => (one.effectiveFrom ? [`${t('decision.from')} ${longDay(day(one.effectiveFrom), lang)}`] : [])}
        />
        {decision.reason && <p className="mt-1 text-sm text-muted">{decision.reason[lang]}</p>}
      </div>
      <Badge tone={decision.state === 'rescinded' ? 'danger' : 'ok'}>{t(`decision.${decision.state}`)}</Badge>
      {decision.actions.includes('amend') && (
        <FormDialog
          title={t('decision.amend.q')}
          yes={t('decision.amend')}
          initial={{ textAr: decision.text.ar, textEn: decision.text.en, effectiveFrom: decision.effectiveFrom ?? '' }}
          fields={[
            { name: 'textAr', label: t('text.ar'), kind: 'area', lang: 'ar' },
            { name: 'textEn', label: t('text.en'), kind: 'area', lang: 'en' },
            { name: 'effectiveFrom', label: t('decision.from'), kind: 'date', optional: true },
            ...reasonFields(t),
          ]}
          record={decision}
          concerns={ruling}
          act={(v) =>
            decisionAct(decision.id, 'amend', {
              text: { ar: v.textAr, en: v.textEn },
              effectiveFrom: v.effectiveFrom || null,
              reason: { ar: v.ar, en: v.en },
            })
          }
          said={t('done.amend')}
          trigger={(show) => (
            <Button onPress={show} className={btn.small}>
              {t('decision.amend')}
            </Button>
          )}
        />
      )}
      {decision.actions.includes('rescind') && (
        <ReasonDialog
          title={t('decision.rescind.q')}
          label={t('decision.rescind')}
          look={btn.small}
          yes={t('decision.rescind')}
          danger
          record={decision}
          concerns={ruling}
          act={(reason) => decisionAct(decision.id, 'rescind', { reason })}
          said={t('done.rescind')}
        />
      )}
      <Reinstate decision={decision} />
    </li>
  );
}

/** Decisions first, then what is to be done. */
export function OutcomeRows({ found, lang, level = 3 }: { found: Outcomes; lang: Lang; level?: 3 | 4 }) {
  const { t } = useTranslation();
  const H = `h${level}` as const;
  if (!found.decisions.length && !found.actions.length)
    return <Empty icon={ListTodo} title={t('outcomes.none')} body={t('outcomes.none.body')} level={3} />;
  return (
    <div className="space-y-5">
      {found.decisions.length > 0 && (
        <section className={card}>
          <H className="flex items-center gap-2 px-5 pt-4 pb-2 text-[1.06rem]">
            <Gavel className="size-5 text-brand" aria-hidden />
            {t('outcomes.decisions')}
          </H>
          <ul className="divide-y divide-line">
            {found.decisions.map((one) => (
              <DecisionRow key={one.id} decision={one} lang={lang} />
            ))}
          </ul>
        </section>
      )}
      {found.actions.length > 0 && (
        <section className={card}>
          <H className="flex items-center gap-2 px-5 pt-4 pb-2 text-[1.06rem]">
            <ListTodo className="size-5 text-brand" aria-hidden />
            {t('outcomes.actions')}
          </H>
          <ul className="divide-y divide-line">
            {found.actions.map((one) => (
              <ActionRow key={one.id} action={one} lang={lang} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
