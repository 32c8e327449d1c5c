import { useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Trash2, Undo2 } from 'lucide-react';
import { Button } from 'react-aria-components';
import {
  actionAct,
  decisionAct,
  deleteMeeting,
  entityPostsQuery,
  meetingAct,
  type Action,
  type Decision,
} from '../../api/meetings';
import { entitiesQuery } from '../../api/members';
import type { Meeting } from '../../api/types';
import { day, longDay, moment, type Lang } from '../../lib/dates';
import type { Bi } from '../../lib/text';
import { toast } from '../../lib/toasts';
import { useApiMutation } from '../../lib/useApiMutation';
import { ReasonDialog } from '../ActDialog';
import { Confirm } from '../Confirm';
import { Press } from '../Press';
import { btn, control } from '../ui';
import { FormDialog } from './FormDialog';

export const reasonFields = (t: (key: string) => string) => [
  { name: 'ar', label: t('reason.ar'), kind: 'area' as const, lang: 'ar' as const },
  { name: 'en', label: t('reason.en'), kind: 'area' as const, lang: 'en' as const },
];

const steps = ['withdraw-agenda', 'undo-begin', 'undo-end', 'reopen-minutes', 'unarchive', 'reinstate'] as const;
const standing = ({ status }: Meeting) => ({ status });

/** A step that was taken by mistake is taken back, with the reason that everybody reads. */
export function StepBack({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  return steps
    .filter((verb) => meeting.actions.includes(verb))
    .map((verb) => (
      <ReasonDialog
        key={verb}
        title={t(`desk.${verb}.q`)}
        label={t(`desk.${verb}`)}
        icon={Undo2}
        body={t(`desk.${verb}.body`)}
        yes={t(`desk.${verb}`)}
        record={meeting}
        concerns={standing}
        may={(now) => now.actions.includes(verb)}
        act={(reason) => meetingAct(meeting.id, verb, { reason })}
        said={t(`done.${verb}`)}
      />
    ));
}

/** A draft that is not needed; nobody else knows of it. */
export function DeleteDraft({ meeting, lang }: { meeting: Meeting; lang: Lang }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const gone = useApiMutation({
    record: meeting,
    act: () => deleteMeeting(meeting.id),
    concerns: standing,
    onDone: () => {
      toast({ tone: 'ok', title: t('done.delete') });
      void navigate({ to: '/$lang/meetings', params: { lang } });
    },
  });
  if (!meeting.actions.includes('delete')) return null;
  return (
    <Confirm
      title={t('desk.delete.q')}
      body={t('desk.delete.body')}
      yes={t('desk.delete')}
      onYes={() => gone.mutate(undefined)}
      trigger={(open) => (
        <Press pending={gone.isPending} onPress={open} className={btn.danger}>
          <Trash2 className="size-4" aria-hidden />
          {t('desk.delete')}
        </Press>
      )}
    />
  );
}

const work = ({ state, text, due, owner, ownerPost }: Action) => ({ state, text, due, owner, ownerPost });

/** Another text, day or owner of an action item, or open again what was closed. */
export function ActionBack({ action, lang }: { action: Action; lang: Lang }) {
  const { t } = useTranslation();
  const can = (verb: string) => action.actions.includes(verb);
  return (
    <>
      {can('amend') && <AmendAction action={action} lang={lang} />}
      {can('reopen') && (
        <ReasonDialog
          title={t('action.reopen.q')}
          label={t('action.reopen')}
          look={btn.small}
          body={action.text[lang]}
          yes={t('action.reopen')}
          record={action}
          concerns={work}
          act={(reason) => actionAct(action.id, 'reopen', { reason })}
          said={t('done.reopen')}
        />
      )}
    </>
  );
}

function AmendAction({ action, lang }: { action: Action; lang: Lang }) {
  const { t } = useTranslation();
  const [entity, setEntity] = useState('');
  const { data: entities } = useQuery(entitiesQuery);
  const { data } = useQuery(entityPostsQuery(entity));
  return (
    <FormDialog
      title={t('action.amend.q')}
      yes={t('action.amend')}
      initial={{ textAr: action.text.ar, textEn: action.text.en, due: action.due, ownerPost: '' }}
      body={
        <label className="block text-sm font-semibold text-ink">
          {t('action.amend.entity')}
          <select value={entity} onChange={(e) => setEntity(e.target.value)} className={`${control} mt-1.5 h-11`}>
            <option value="">{t('action.amend.same')}</option>
            {(entities?.items ?? []).map((one) => (
              <option key={one.code} value={one.code}>
                {one.name[lang]}
              </option>
            ))}
          </select>
        </label>
      }
      fields={[
        {
          name: 'ownerPost',
          label: t('seat.post'),
          kind: 'select',
          optional: !entity,
          options: (data?.posts ?? []).map((one) => ({ id: one.id, label: one.title[lang] })),
        },
        { name: 'textAr', label: t('text.ar'), kind: 'area', lang: 'ar' },
        { name: 'textEn', label: t('text.en'), kind: 'area', lang: 'en' },
        { name: 'due', label: t('action.due'), kind: 'date' },
        ...reasonFields(t),
      ]}
      record={action}
      concerns={work}
      act={(v) =>
        actionAct(action.id, 'amend', {
          text: { ar: v.textAr, en: v.textEn },
          due: v.due,
          ownerPost: v.ownerPost || null,
          reason: { ar: v.ar, en: v.en },
        })
      }
      said={t('done.amendAction')}
      trigger={(show) => (
        <Button onPress={show} className={btn.small}>
          {t('action.amend')}
        </Button>
      )}
    />
  );
}

/** What an outcome was before it was changed, until when, and why. */
export function Earlier<Was extends { until: string; text: Bi; reason: Bi }>(p: {
  label: string;
  items: Was[];
  facts: (was: Was) => ReactNode[];
  lang: Lang;
}) {
  const { t } = useTranslation();
  if (!p.items.length) return null;
  return (
    <details className="mt-1 text-sm">
      <summary className="cursor-pointer font-semibold text-brand">{p.label}</summary>
      <ol className="mt-1 space-y-2 border-s-2 border-line ps-3">
        {p.items.map((one) => (
          <li key={one.until} className="text-muted">
            <bdi className="block">{one.text[p.lang]}</bdi>
            <span className="num block text-xs">
              {p.facts(one).map((fact, at) => (
                <span key={at}>{fact} · </span>
              ))}
              {t('decision.until')} {moment(one.until, p.lang)}
            </span>
            <span className="block text-xs">
              {t('decision.why')} <bdi>{one.reason[p.lang]}</bdi>
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** What an action item was. */
export function EarlierAction({ action, lang }: { action: Action; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <Earlier
      label={t('action.earlier')}
      items={action.earlier}
      lang={lang}
      facts={(one) => [
        <bdi key="whose">{one.ownerPost?.title[lang] ?? one.owner.name[lang]}</bdi>,
        `${t('action.due')} ${longDay(day(one.due), lang)}`,
      ]}
    />
  );
}

/** A decision that was rescinded by mistake holds again. */
export function Reinstate({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  if (!decision.actions.includes('reinstate')) return null;
  return (
    <ReasonDialog
      title={t('decision.reinstate.q')}
      label={t('decision.reinstate')}
      look={btn.small}
      yes={t('decision.reinstate')}
      record={decision}
      concerns={({ state }) => ({ state })}
      act={(reason) => decisionAct(decision.id, 'reinstate', { reason })}
      said={t('done.reinstateDecision')}
    />
  );
}
