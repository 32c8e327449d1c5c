import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { CalendarDays, PencilLine, Plus, Trash2, UserRound } from 'lucide-react';
import { sessionQuery } from '../api/queries';
import {
  keepsRegister,
  occasionPages,
  personsQuery,
  removeOccasion,
  type Occasion,
  type RegisteredPerson,
} from '../api/studioWork';
import { Confirm } from '../components/Confirm';
import { More } from '../components/More';
import { PageHero } from '../components/PageHero';
import { Bars, Empty, Fault, Loading } from '../components/states';
import { OccasionForm, occasionNames } from '../components/studio/OccasionForm';
import { PersonForm } from '../components/studio/PersonForm';
import { StudioTabs } from '../components/studio/StudioTabs';
import { Badge, btn, Panel } from '../components/ui';
import { day, longDay, range, today, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { later } from '../lib/later';
import { namedField } from '../lib/naming';
import { useApiMutation } from '../lib/useApiMutation';
import { useTitle } from '../lib/text';

const Corrected = later(async () => (await import('../components/Amendments')).Corrected, 'outcome');

function Titles({ person, lang }: { person: RegisteredPerson; lang: Lang }) {
  const { t } = useTranslation();
  const now = today();
  if (person.titles.length === 0) return <p className="text-sm text-muted">{t('register.title.none')}</p>;
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">
        {t('register.titles')}: <bdi>{person.name[lang]}</bdi>
      </caption>
      <thead>
        <tr className="text-start text-xs text-muted">
          <th className="py-1 pe-3 text-start font-normal">{t('register.title')}</th>
          <th className="py-1 pe-3 text-start font-normal">{t('register.since')}</th>
          <th className="py-1 text-start font-normal">{t('register.until')}</th>
        </tr>
      </thead>
      <tbody>
        {person.titles.map((one) => (
          <tr key={one.since} className="border-t border-line align-top">
            <td className="py-1.5 pe-3">
              <bdi>{one.title[lang]}</bdi>
            </td>
            <td className="num py-1.5 pe-3 text-muted">{longDay(day(one.since), lang)}</td>
            <td className="num py-1.5 text-muted">
              {one.until ? longDay(day(one.until), lang) : one.since <= now && <Badge tone="ok">{t('register.today')}</Badge>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Persons({ lang, writes }: { lang: Lang; writes: boolean }) {
  const { t } = useTranslation();
  const persons = useQuery(personsQuery);
  const [edited, edit] = useState<string | null>(null);
  const known = persons.data?.items as RegisteredPerson[] | undefined;
  const close = () => edit(null);
  return (
    <Panel
      id="persons-h"
      icon={UserRound}
      title={t('studio.persons')}
      sub={t('register.persons.sub')}
      action={
        writes && (
          <Button onPress={() => edit('')} className={btn.small}>
            <Plus className="size-4" aria-hidden />
            {t('register.person.add')}
          </Button>
        )
      }
    >
      {persons.error && <Fault error={persons.error} retry={() => void persons.refetch()} />}
      {!known && !persons.error && (
        <Loading label={t('loading.page')}>
          <Bars rows={6} />
        </Loading>
      )}
      {edited === '' && (
        <div className="mb-4 rounded-xl border border-brand p-4">
          <PersonForm done={close} />
        </div>
      )}
      {known?.length === 0 && edited === null && <Empty icon={UserRound} title={t('register.person.none')} body="" />}
      <ul className="divide-y divide-line">
        {known?.map((one) => (
          <li key={one.key} className="py-4 first:pt-0">
            {edited === one.key ? (
              <PersonForm key={one.key} person={one} done={close} />
            ) : (
              <>
                <div className="mb-1 flex items-start gap-3">
                  <h3 className="min-w-0 flex-1 font-sans text-base font-semibold">
                    <bdi>{one.name[lang]}</bdi>{' '}
                    <bdi dir="ltr" className="text-xs font-normal text-muted">
                      {one.key}
                    </bdi>
                  </h3>
                  {writes && (
                    <Button
                      onPress={() => edit(one.key)}
                      aria-label={`${t('register.edit')}: ${one.name[lang]}`}
                      className={btn.icon}
                    >
                      <PencilLine className="size-4.5" aria-hidden />
                    </Button>
                  )}
                </div>
                <Titles person={one} lang={lang} />
              </>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function OccasionRow({ one, lang, edit }: { one: Occasion; lang: Lang; edit?: () => void }) {
  const { t } = useTranslation();
  const remove = useApiMutation({
    record: one,
    act: () => removeOccasion(one.id),
    said: t('register.occasion.removed'),
  });
  return (
    <>
      <div className="flex items-start gap-3">
        <h3 className="min-w-0 flex-1 font-sans text-base font-semibold">
          <bdi>{one.title[lang]}</bdi>
        </h3>
        {edit && (
          <>
            <Button onPress={edit} aria-label={`${t('register.edit')}: ${one.title[lang]}`} className={btn.icon}>
              <PencilLine className="size-4.5" aria-hidden />
            </Button>
            <Confirm
              title={t('register.occasion.remove.q')}
              body={t('register.occasion.remove.body')}
              yes={t('register.occasion.remove')}
              onYes={() => remove.mutate(undefined)}
              trigger={(open) => (
                <Button onPress={open} aria-label={`${t('register.occasion.remove')}: ${one.title[lang]}`} className={btn.icon}>
                  <Trash2 className="size-4.5" aria-hidden />
                </Button>
              )}
            />
          </>
        )}
      </div>
      <p className="num text-sm text-muted">
        {one.startsOn === one.endsOn ? longDay(day(one.startsOn), lang) : range(one.startsOn, one.endsOn, lang)}
        {' · '}
        <bdi>{one.place[lang]}</bdi>
      </p>
      {one.amendments.length > 0 && (
        <Corrected bare amendments={one.amendments} naming={{ name: (p) => namedField(t, occasionNames, p) }} lang={lang} />
      )}
    </>
  );
}

function Occasions({ lang, writes }: { lang: Lang; writes: boolean }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(occasionPages);
  const [adding, add] = useState(false);
  const [edited, edit] = useState<string>();
  const known = list.data?.pages.flatMap((page) => page.items);
  return (
    <Panel
      id="occasions-h"
      icon={CalendarDays}
      title={t('register.occasions')}
      sub={t('register.occasions.sub')}
      action={
        writes && (
          <Button onPress={() => add(true)} className={btn.small}>
            <Plus className="size-4" aria-hidden />
            {t('register.occasion.add')}
          </Button>
        )
      }
    >
      {list.error && !known && <Fault error={list.error} retry={() => void list.refetch()} />}
      {!known && !list.error && (
        <Loading label={t('loading.page')}>
          <Bars rows={6} />
        </Loading>
      )}
      {adding && (
        <div className="mb-4 rounded-xl border border-brand p-4">
          <OccasionForm done={() => add(false)} />
        </div>
      )}
      {known?.length === 0 && !adding && <Empty icon={CalendarDays} title={t('register.occasion.none')} body="" />}
      <ul className="divide-y divide-line">
        {known?.map((one) => (
          <li key={one.id} className="py-3 first:pt-0">
            {edited === one.id ? (
              <OccasionForm occasion={one} done={() => edit(undefined)} />
            ) : (
              <OccasionRow one={one} lang={lang} edit={writes ? () => edit(one.id) : undefined} />
            )}
          </li>
        ))}
      </ul>
      <More
        there={list.hasNextPage}
        busy={list.isFetchingNextPage}
        error={list.isFetchNextPageError ? list.error : null}
        next={() => void list.fetchNextPage()}
      />
    </Panel>
  );
}

/** Who may be named in a photo, with the titles of each day, and the occasions at which photos are taken. */
export function StudioRegister() {
  const lang = useLang();
  const { t } = useTranslation();
  const { data: me } = useQuery(sessionQuery);
  const writes = keepsRegister(me);
  useTitle(t('studio.room.register'));
  return (
    <>
      <PageHero
        trail={[{ label: t('gate.studio'), to: '/studio' }, { label: t('studio.room.register') }]}
        title={t('studio.room.register')}
        lede={<p>{t('register.lede')}</p>}
        overlap="none"
      >
        <StudioTabs on="register" />
      </PageHero>
      <div className="wrap-page mt-6 grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Persons lang={lang} writes={writes} />
        <Occasions lang={lang} writes={writes} />
      </div>
    </>
  );
}
