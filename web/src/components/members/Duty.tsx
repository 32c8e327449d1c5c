import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { CalendarPlus, Mail, Phone, PhoneCall, X } from 'lucide-react';
import { releaseDuty } from '../../api/keeping';
import type { DutyNow, Roster } from '../../api/types';
import { mailto } from '../../lib/addresses';
import { useApiMutation } from '../../lib/useApiMutation';
import { moment } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { later } from '../../lib/later';
import { Confirm } from '../Confirm';
import { Avatar, Badge, btn, Panel } from '../ui';
import { Act } from './Act';

const TurnForm = later(async () => (await import('./TurnForm')).TurnForm, 'memberforms');

/** Who answers for an entity, and the ways to reach them that need no opening. */
export function Answering({ answering }: { answering: DutyNow['answering'] }) {
  const lang = useLang();
  const { t } = useTranslation();
  if (!answering) return <Badge tone="warn">{t('roster.nobody')}</Badge>;
  const { person, contact } = answering;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-3">
      <Avatar initials={person.initials[lang]} />
      <div className="min-w-0 flex-1 basis-40">
        <Link to="/$lang/members/$id" params={{ lang, id: person.id }} className="font-semibold hover:text-brand">
          <bdi>{person.name[lang]}</bdi>
        </Link>
        <p className="num text-sm text-muted">
          {t(`roster.through.${answering.through}`)}
          {answering.acting && ` · ${t('person.acting')}`}
          {answering.until && ` · ${t('post.until', { day: moment(answering.until, lang) })}`}
        </p>
        {answering.note && (
          <p dir="auto" className="text-sm">
            {answering.note}
          </p>
        )}
      </div>
      <span className="flex flex-wrap gap-2">
        {(['dutyPhone', 'mobile', 'officePhone'] as const).map(
          (way) =>
            contact[way] && (
              <a key={way} href={`tel:${contact[way]}`} className={btn.small}>
                {way === 'dutyPhone' ? <PhoneCall className="size-4" aria-hidden /> : <Phone className="size-4" aria-hidden />}
                <span className="sr-only">{`${t('members.call', { name: person.name[lang] })}, ${t(`person.${way}`)}`}</span>
                <bdi dir="ltr" className="num">
                  {answering.grouped[way] ?? contact[way]}
                </bdi>
              </a>
            ),
        )}
        {contact.email && (
          <a href={mailto(contact.email)} className={btn.icon} aria-label={t('members.mail', { name: person.name[lang] })}>
            <Mail className="size-4.5" aria-hidden />
          </a>
        )}
      </span>
    </div>
  );
}

function Release({ roster, duty }: { roster: Roster; duty: Roster['duties'][number] }) {
  const lang = useLang();
  const { t } = useTranslation();
  const act = useApiMutation({
    record: roster,
    act: () => releaseDuty(roster.entity.code, duty.id),
    concerns: ({ duties }) => ({
      duties: duties.filter((one) => one.id === duty.id).map(({ from, until }) => ({ from, until })),
    }),
    said: t('roster.release.done'),
    touches: [['screen', 'members']],
  });
  return (
    <Confirm
      title={t('roster.release.q')}
      body={t('roster.release.body')}
      yes={t('roster.release')}
      onYes={() => act.mutate(undefined)}
      trigger={(open) => (
        <Button
          onPress={open}
          className={`${btn.icon} no-print`}
          aria-label={`${t('roster.release')}: ${duty.person.name[lang]}`}
        >
          <X className="size-4.5" aria-hidden />
        </Button>
      )}
    />
  );
}

/** Who answers for an entity tonight, the turns ahead, and how they are set. */
export function Duty({ roster, may }: { roster: Roster; may: boolean }) {
  const lang = useLang();
  const { t } = useTranslation();
  return (
    <Panel id="duty-h" title={t('roster.title')} icon={PhoneCall}>
      <Answering answering={roster.answering} />
      {roster.duties.length > 0 && (
        <>
          <h3 className="mt-5 text-sm text-muted">{t('roster.ahead')}</h3>
          <ul className="mt-1 divide-y divide-line">
            {roster.duties.map((duty) => (
              <li key={duty.id} className="flex items-center gap-2 py-2 text-sm">
                <span className="min-w-0 flex-1">
                  <bdi className="font-semibold">{duty.person.name[lang]}</bdi>
                  <span className="num block text-muted">
                    {t('roster.span', { from: moment(duty.from, lang), until: moment(duty.until, lang) })}
                  </span>
                </span>
                {may && <Release roster={roster} duty={duty} />}
              </li>
            ))}
          </ul>
        </>
      )}
      {may && (
        <div className="no-print mt-4">
          <Act icon={CalendarPlus} label={t('roster.assign')} title={t('roster.assign.q')} look="quiet">
            {(close) => <TurnForm roster={roster} close={close} />}
          </Act>
        </div>
      )}
    </Panel>
  );
}
