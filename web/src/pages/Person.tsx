import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { BadgeCheck, Flag, Megaphone, Pencil, Trash2 } from 'lucide-react';
import { confirmCard, removePerson } from '../api/keeping';
import { asProblem } from '../api/problem';
import { personQuery, sessionQuery } from '../api/queries';
import type { PersonCard } from '../api/types';
import { Confirm } from '../components/Confirm';
import { PageHero } from '../components/PageHero';
import { Bars, Fault, Loading } from '../components/states';
import { Badge, btn, card, Fact, link } from '../components/ui';
import { moment, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { useApiMutation } from '../lib/useApiMutation';
import { quarterOf } from '../lib/quarter';
import { NotFound } from './Faults';
import { Act } from '../components/members/Act';
import { Contact } from '../components/members/Contact';
import { EntityLink } from '../components/members/EntityLink';
import { Offers } from '../components/members/Offers';
import { Openings } from '../components/members/Openings';
import { Reports } from '../components/members/Reports';
import { Press } from '../components/Press';
import { later } from '../lib/later';

const EditCardForm = later(async () => (await import('../components/members/PersonForms')).EditCardForm, 'memberforms');
const ReportForm = later(async () => (await import('../components/members/PersonForms')).ReportForm, 'memberforms');

/** A card is worth what its last confirmation is: once a quarter its owner says that it is right. */
function Confirmed({ p, lang, own }: { p: PersonCard; lang: Lang; own: boolean }) {
  const { t } = useTranslation();
  const confirm = useApiMutation({
    record: p,
    act: () => confirmCard(p.id),
    // Who says that it is right says so of all that stands there.
    concerns: ({ name, honorific, contact, languages, expertise }) => ({ name, honorific, contact, languages, expertise }),
    said: t(own ? 'person.thanks' : 'person.thanks.theirs'),
    touches: [['screen', 'members']],
  });
  const fresh = p.confirmedAt !== null && quarterOf(p.confirmedAt) === quarterOf(new Date().toISOString());
  return (
    <Fact k={t('person.confirmed')}>
      <span className="flex flex-wrap items-center gap-2">
        {p.confirmedAt ? moment(p.confirmedAt, lang) : t('person.never')}
        {!fresh && <Badge tone="warn">{t('person.due')}</Badge>}
      </span>
      {p.editable && (
        <span className="no-print mt-2 flex flex-wrap gap-2">
          <Press
            onPress={() => confirm.mutate(undefined)}
            pending={confirm.isPending}
            className={fresh ? btn.small : `${btn.primary} text-sm`}
          >
            <BadgeCheck className="size-4" aria-hidden />
            {t(own ? 'person.confirm' : 'person.confirm.theirs')}
          </Press>
          <Act
            icon={Pencil}
            label={t(own ? 'person.edit' : 'person.edit.theirs')}
            title={t('person.edit.q', { name: p.name[lang] })}
          >
            {(close) => <EditCardForm p={p} own={own} close={close} />}
          </Act>
        </span>
      )}
    </Fact>
  );
}

/** A card registered by mistake goes; one that anything hangs on stays, and the server says so. */
function Remove({ p }: { p: PersonCard }) {
  const lang = useLang();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const remove = useApiMutation({
    record: p,
    act: () => removePerson(p.id),
    said: t('person.remove.done'),
    onDone: () => void navigate({ to: '/$lang/members', params: { lang } }),
  });
  return (
    <Confirm
      title={t('person.remove.q', { name: p.name[lang] })}
      body={t('person.remove.body')}
      yes={t('person.remove')}
      onYes={() => remove.mutate(undefined)}
      trigger={(open) => (
        <Button onPress={open} className={`${btn.small} mt-2`}>
          <Trash2 className="size-4" aria-hidden />
          {t('person.remove')}
        </Button>
      )}
    />
  );
}

function About({ p, lang, own }: { p: PersonCard; lang: Lang; own: boolean }) {
  const { t } = useTranslation();
  return (
    <section className={`${card} p-5`} aria-label={t('person.posts')}>
      <dl className="space-y-4">
        <Fact k={t('filter.entity')}>
          <EntityLink entity={p.entity} />
        </Fact>
        {p.posts.length > 0 && (
          <Fact k={t('person.posts')}>
            {p.posts.map((post) => (
              <span key={post.id} className="flex flex-wrap items-center gap-2">
                <bdi>{post.title[lang]}</bdi>
                {post.tenure === 'acting' && <Badge tone="warn">{t('person.acting')}</Badge>}
              </span>
            ))}
          </Fact>
        )}
        {p.languages.length > 0 && (
          <Fact k={t('person.languages')}>{new Intl.ListFormat(lang).format(p.languages.map((l) => t(`language.${l}`)))}</Fact>
        )}
        {p.expertise.length > 0 && (
          <Fact k={t('person.expertise')}>{new Intl.ListFormat(lang).format(p.expertise.map((x) => t(`expertise.${x}`)))}</Fact>
        )}
        {p.roles && p.roles.length > 0 && (
          <Fact k={t('person.roles')}>
            {new Intl.ListFormat(lang).format([...new Set(p.roles.map((r) => r.role))].map((role) => t(`role.${role}`)))}
          </Fact>
        )}
        <Confirmed p={p} lang={lang} own={own} />
      </dl>
      <Link to="/$lang/forum" params={{ lang }} search={{ entity: p.entity.code }} className={`${link} mt-4 py-1`}>
        <Megaphone className="size-4" aria-hidden />
        {t('person.campaigns')}
      </Link>
      {!own && (
        <div className="no-print mt-4 border-t border-line pt-4">
          <Act icon={Flag} label={t('person.report')} title={t('person.report.q', { name: p.name[lang] })}>
            {(close) => <ReportForm p={p} close={close} />}
          </Act>
          {p.removable && <Remove p={p} />}
        </div>
      )}
    </section>
  );
}

/** Who somebody is in the network, and how to reach them. */
export function Person() {
  const lang = useLang();
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { data: p, error, refetch } = useQuery(personQuery(id));
  const { data: me } = useQuery(sessionQuery);
  const own = me?.person.id === id;
  useTitle(p?.name[lang] ?? t('members.title'));
  if (error && asProblem(error).status === 404) return <NotFound />;
  const trail = [{ label: t('gate.members'), to: '/members' }];
  if (!p)
    return (
      <>
        <PageHero trail={trail} title={t(error ? 'fail.title' : 'loading.page')} />
        <div className="wrap-page relative -mt-20">
          {error ? (
            <Fault error={error} retry={() => void refetch()} />
          ) : (
            <Loading label={t('loading.page')}>
              <div className={`${card} h-64 p-6`}>
                <Bars rows={5} />
              </div>
            </Loading>
          )}
        </div>
      </>
    );
  return (
    <>
      <PageHero
        trail={[...trail, { label: p.name[lang] }]}
        above={p.honorific && <span className="text-teal-100">{p.honorific[lang]}</span>}
        title={<bdi>{p.name[lang]}</bdi>}
        lede={<p>{p.post?.title[lang] ?? t('members.nopost')}</p>}
        side={
          <span
            className="hidden size-24 place-items-center rounded-full bg-gold-100 font-display text-2xl font-semibold text-gold-900 ring-4 ring-gold-300/60 sm:grid"
            aria-hidden
          >
            {p.initials[lang]}
          </span>
        }
      />
      <div className="wrap-page relative -mt-20 grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 gap-5">
          {own && <Offers id={p.id} />}
          {(p.reports.length > 0 || p.settled.length > 0) && <Reports p={p} />}
          <Contact key={p.id} p={p} own={own} />
          {own && <Openings id={p.id} />}
        </div>
        <About p={p} lang={lang} own={own} />
      </div>
    </>
  );
}
