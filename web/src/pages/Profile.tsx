import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { IdCard, LogOut, Monitor, MonitorSmartphone, Settings2, Smartphone } from 'lucide-react';
import { endOtherSessions, endSession, sessionsQuery, type Session } from '../api/profile';
import { sessionQuery } from '../api/queries';
import { Confirm } from '../components/Confirm';
import { PageHero } from '../components/PageHero';
import { Press } from '../components/Press';
import { Bars, Fault, Loading } from '../components/states';
import { Badge, btn, EntityTag, Fact, link, Panel } from '../components/ui';
import { digits, setDigits } from '../lib/digits';
import { moment, num } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useStore } from '../lib/store';
import { setTheme, theme } from '../lib/theme';
import { useTitle } from '../lib/text';
import { useApiMutation } from '../lib/useApiMutation';

const pill =
  'flex min-h-11 cursor-pointer items-center gap-2 rounded-xl border border-line-strong bg-surface px-4 text-sm font-semibold hover:border-brand has-checked:border-brand has-checked:bg-brand has-checked:text-on-brand has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand';

function One<T extends string>(p: { legend: string; name: string; value: T; set: (v: T) => void; options: [T, ReactNode][] }) {
  return (
    <fieldset>
      <legend className="text-sm text-muted">{p.legend}</legend>
      <div className="mt-1.5 flex flex-wrap gap-2">
        {p.options.map(([id, label]) => (
          <label key={id} className={pill}>
            <input type="radio" name={p.name} checked={p.value === id} onChange={() => p.set(id)} className="sr-only" />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** How the platform looks on this device. */
function Looks() {
  const lang = useLang();
  const { t } = useTranslation();
  const look = useStore(theme);
  const figures = useStore(digits);
  return (
    <Panel id="looks-h" title={t('profile.looks')} sub={t('profile.looks.sub')} icon={Settings2}>
      <div className="grid gap-5">
        <div>
          <p className="text-sm text-muted">{t('profile.language')}</p>
          <div className="mt-1.5 flex flex-wrap gap-2">
            {(['ar', 'en'] as const).map((one) => (
              <Link
                key={one}
                to="/$lang/profile"
                params={{ lang: one }}
                lang={one}
                aria-current={one === lang ? 'true' : undefined}
                className={one === lang ? btn.primary : btn.quiet}
              >
                {one === 'ar' ? 'العربية' : 'English'}
              </Link>
            ))}
          </div>
        </div>
        <One
          legend={t('profile.theme')}
          name="theme"
          value={look}
          set={setTheme}
          options={[
            ['light', t('profile.theme.light')],
            ['dark', t('profile.theme.dark')],
          ]}
        />
        <One
          legend={t('profile.digits')}
          name="digits"
          value={figures}
          set={setDigits}
          options={[
            ['latn', '123'],
            ['arab', '١٢٣'],
          ]}
        />
        <p className="text-sm text-muted">{t('profile.digits.sample', { figure: num(12345.6, lang) })}</p>
      </div>
    </Panel>
  );
}

function Device({ one }: { one: Session }) {
  const lang = useLang();
  const { t } = useTranslation();
  const end = useApiMutation({ act: () => endSession(one.id), said: t('sessions.ended'), touches: [['sessions']] });
  const Icon = one.system && ['iPhone', 'Android'].includes(one.system) ? Smartphone : Monitor;
  const device =
    one.browser && one.system
      ? t('sessions.device', { browser: one.browser, system: one.system })
      : (one.browser ?? one.system ?? t('sessions.unknown'));
  return (
    <li className="flex flex-wrap items-center gap-3 py-4">
      <span className="grid size-11 shrink-0 place-items-center rounded-xl bg-brand-soft text-brand" aria-hidden>
        <Icon className="size-5" />
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          <bdi>{device}</bdi>
          {one.current && <Badge tone="ok">{t('sessions.current')}</Badge>}
        </p>
        <p className="num text-sm text-muted">
          {t('sessions.seen', { time: moment(one.seen, lang) })}
          {' · '}
          {t('sessions.begun', { time: moment(one.begun, lang) })}
          {one.address && (
            <>
              {' · '}
              {t('sessions.from')} <bdi dir="ltr">{one.address}</bdi>
            </>
          )}
        </p>
      </div>
      {!one.current && (
        <Press
          onPress={() => end.mutate(undefined)}
          pending={end.isPending}
          className={btn.small}
          aria-label={`${t('sessions.end')}: ${device}`}
        >
          <LogOut className="flip size-4" aria-hidden />
          {t('sessions.end')}
        </Press>
      )}
    </li>
  );
}

function Devices() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const rest = useApiMutation({ act: endOtherSessions, said: t('sessions.ended.rest'), touches: [['sessions']] });
  const others = data?.items.filter((one) => !one.current).length ?? 0;
  return (
    <Panel
      id="sessions-h"
      title={t('sessions.title')}
      sub={t('sessions.sub')}
      icon={MonitorSmartphone}
      action={
        others > 0 && (
          <Confirm
            title={t('sessions.end.rest.q')}
            body={t('sessions.end.rest.body')}
            yes={t('sessions.end.rest')}
            onYes={() => rest.mutate(undefined)}
            trigger={(open) => (
              <Button onPress={open} className={btn.small}>
                {t('sessions.end.rest')}
              </Button>
            )}
          />
        )
      }
    >
      {error && <Fault compact error={error} retry={() => void refetch()} />}
      {!data && !error && (
        <Loading label={t('loading.page')}>
          <Bars rows={3} />
        </Loading>
      )}
      {data && (
        <ul className="divide-y divide-line" aria-live="polite">
          {data.items.map((one) => (
            <Device key={one.id} one={one} />
          ))}
        </ul>
      )}
      {data && !others && <p className="border-t border-line pt-3 text-sm text-muted">{t('sessions.alone')}</p>}
    </Panel>
  );
}

/** Who is signed in, how the platform looks to them, and where else they are signed in. */
export function Profile() {
  const lang = useLang();
  const { t } = useTranslation();
  const { data: me } = useQuery(sessionQuery);
  useTitle(t('profile.title'));
  if (!me) return null;
  const roles = [...new Set(me.roles.map((r) => r.role))];
  return (
    <>
      <PageHero trail={[{ label: t('profile.title') }]} title={t('profile.title')} lede={<p>{t('profile.lede')}</p>} />
      <div className="wrap-page relative -mt-20 grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Devices />
        <div className="grid min-w-0 gap-5">
          <Panel id="me-h" title={<bdi>{me.person.name[lang]}</bdi>} sub={me.post?.title[lang]} icon={IdCard}>
            <dl className="space-y-4">
              <Fact k={t('filter.entity')}>
                <EntityTag entity={me.entity} lang={lang} wrap />
              </Fact>
              <Fact k={t('roles')}>{new Intl.ListFormat(lang).format(roles.map((role) => t(`role.${role}`)))}</Fact>
            </dl>
            <Link to="/$lang/members/$id" params={{ lang, id: me.person.id }} className={`${link} mt-4 py-1`}>
              {t('profile.card')}
            </Link>
          </Panel>
          <Looks />
        </div>
      </div>
    </>
  );
}
