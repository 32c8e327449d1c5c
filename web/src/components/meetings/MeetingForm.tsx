import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CalendarPlus, Repeat, SquarePen } from 'lucide-react';
import { Button } from 'react-aria-components';
import { createMeeting, createSeries, editMeeting, seriesQuery } from '../../api/meetings';
import { entitiesQuery } from '../../api/sources';
import type { Meeting } from '../../api/types';
import { fromWallClock, toWallClock, type Lang } from '../../lib/dates';
import { btn } from '../ui';
import { FormDialog, type FieldSpec, type Values } from './FormDialog';

const kinds = ['network-meeting', 'knowledge-session', 'working-group', 'extraordinary'] as const;

/** Kind and number are fixed once a meeting is announced, so they are asked for only before. */
function useFields(lang: Lang, fixed: boolean): FieldSpec[] {
  const { t } = useTranslation();
  const { data: entities = [] } = useQuery(entitiesQuery);
  const { data: series } = useQuery(seriesQuery);
  const codes = entities.map((one) => ({ id: one.code, label: one.name[lang] }));
  const identity: FieldSpec[] = [
    { name: 'kind', label: t('desk.kind'), kind: 'select', options: kinds.map((id) => ({ id, label: t(`meeting.${id}`) })) },
    { name: 'number', label: t('desk.number'), kind: 'number', max: 100_000 },
  ];
  return [
    ...(fixed ? [] : identity),
    { name: 'ar', label: t('text.ar'), lang: 'ar' },
    { name: 'en', label: t('text.en'), lang: 'en' },
    { name: 'start', label: t('desk.start'), kind: 'datetime-local' },
    { name: 'end', label: t('desk.until'), kind: 'datetime-local' },
    { name: 'host', label: t('meeting.host'), kind: 'select', options: codes },
    { name: 'venueAr', label: t('desk.venue.ar'), lang: 'ar' },
    { name: 'venueEn', label: t('desk.venue.en'), lang: 'en' },
    { name: 'join', label: t('meeting.join'), optional: true },
    {
      name: 'series',
      label: t('meeting.series'),
      kind: 'select',
      optional: true,
      options: (series?.items ?? []).filter((one) => !one.ended).map((one) => ({ id: one.id, label: one.name[lang] })),
    },
    { name: 'invited', label: t('desk.invited'), kind: 'many', optional: true, options: codes },
  ];
}
const valuesOf = (m: Meeting): Values => ({
  kind: m.kind,
  number: String(m.number ?? ''),
  ...m.title,
  start: toWallClock(m.start),
  end: toWallClock(m.end),
  host: m.hostEntity?.code ?? '',
  venueAr: m.venue?.name.ar ?? '',
  venueEn: m.venue?.name.en ?? '',
  join: m.venue?.joinUrl ?? '',
  series: m.series ?? '',
  invited: m.invited.join(','),
});
const outlineOf = (v: Values) => ({
  title: { ar: v.ar, en: v.en },
  hostEntity: v.host,
  venue: { name: { ar: v.venueAr, en: v.venueEn }, joinUrl: v.join || null },
  start: fromWallClock(v.start!),
  end: fromWallClock(v.end!),
  series: v.series || null,
  invited: v.invited ? v.invited.split(',') : [],
});
const identityOf = (v: Values) => ({ kind: v.kind, number: Number(v.number) });

/** Begins a draft, which nobody but the secretariat sees before it is announced. */
export function NewMeeting({ lang }: { lang: Lang }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <FormDialog
      title={t('desk.new')}
      body={t('desk.invited.hint')}
      yes={t('desk.new.yes')}
      fields={useFields(lang, false)}
      initial={{ kind: 'network-meeting' }}
      said={t('done.new')}
      act={(v) => createMeeting({ ...identityOf(v), ...outlineOf(v) })}
      onDone={(made) => navigate({ to: '/$lang/meetings/$id', params: { lang, id: made.id } })}
      trigger={(open) => (
        <Button onPress={open} className={btn.gold}>
          <CalendarPlus className="size-5" aria-hidden />
          {t('desk.new')}
        </Button>
      )}
    />
  );
}

/** Everything the announcement says. When it moves, the entities that answered are asked again. */
export function EditMeeting({ meeting, lang }: { meeting: Meeting; lang: Lang }) {
  const { t } = useTranslation();
  const fixed = meeting.status !== 'draft';
  return (
    <FormDialog
      title={t('desk.edit')}
      body={fixed ? t('desk.times.body') : t('desk.invited.hint')}
      yes={t('item.save')}
      fields={useFields(lang, fixed)}
      record={meeting}
      values={valuesOf}
      wire={(v) => ({ ...(fixed ? {} : identityOf(v)), ...outlineOf(v) })}
      save={(changes) => editMeeting(meeting.id, changes)}
      said={t('done.edit')}
      trigger={(open) => (
        <Button onPress={open} className={btn.quiet}>
          <SquarePen className="size-4" aria-hidden />
          {t('desk.edit')}
        </Button>
      )}
    />
  );
}

/** A name for meetings that follow each other: what one leaves open the next takes up. */
export function NewSeries() {
  const { t } = useTranslation();
  return (
    <FormDialog
      title={t('series.new')}
      body={t('series.new.body')}
      yes={t('series.new.yes')}
      fields={[
        { name: 'kind', label: t('desk.kind'), kind: 'select', options: kinds.map((id) => ({ id, label: t(`meeting.${id}`) })) },
        { name: 'ar', label: t('text.ar'), lang: 'ar' },
        { name: 'en', label: t('text.en'), lang: 'en' },
      ]}
      initial={{ kind: 'network-meeting' }}
      said={t('done.series')}
      act={(v) => createSeries({ kind: v.kind, name: { ar: v.ar, en: v.en } })}
      trigger={(open) => (
        <Button onPress={open} className={btn.onDark}>
          <Repeat className="flip size-4" aria-hidden />
          {t('series.new')}
        </Button>
      )}
    />
  );
}
