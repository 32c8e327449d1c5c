import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BadgeCheck, Mail, Megaphone, Phone, type LucideIcon } from 'lucide-react';
import { confirmCard } from '../api/people';
import { asProblem } from '../api/problem';
import { personQuery, queryClient, sessionQuery } from '../api/queries';
import type { PersonCard } from '../api/types';
import { PageHero } from '../components/PageHero';
import { Bars, Fault, Loading } from '../components/states';
import { Badge, btn, card, CopyButton, EntityTag, Fact, link, Panel } from '../components/ui';
import { moment, type Lang } from '../lib/dates';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';
import { toast } from '../lib/toasts';
import { NotFound } from './Faults';
import { Press } from '../components/Press';

const ways = [
  ['email', Mail, 'mailto:'],
  ['officePhone', Phone, 'tel:'],
  ['mobile', Phone, 'tel:'],
  ['dutyPhone', Phone, 'tel:'],
] as const;

function Way({ label, value, href, icon: Icon }: { label: string; value: string; href: string; icon: LucideIcon }) {
  const { t } = useTranslation();
  return (
    <li className="flex items-center gap-3 px-5 py-3">
      <span className="grid size-10 shrink-0 place-items-center rounded-xl bg-brand-soft text-brand" aria-hidden>
        <Icon className="size-5" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block text-xs text-muted">{label}</span>
        <a
          href={href}
          className="num inline-block max-w-full py-0.5 font-semibold break-all text-ink underline-offset-4 hover:text-brand hover:underline"
        >
          <bdi dir="ltr">{value}</bdi>
        </a>
      </span>
      <CopyButton small text={value} label={t('copy')} />
    </li>
  );
}

function Contact({ p }: { p: PersonCard }) {
  const { t } = useTranslation();
  const known = ways.filter(([way]) => p.contact[way]);
  return (
    <Panel id="contact-h" title={t('person.contact')} flush>
      {known.length === 0 ? (
        <p className="px-5 pb-5 text-muted">{t('person.nocontact')}</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {known.map(([way, icon, scheme]) => (
            <Way key={way} label={t(`person.${way}`)} value={p.contact[way]!} href={scheme + p.contact[way]!} icon={icon} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** A card is worth what its last confirmation is; only its owner can give it. */
function Confirmed({ p, lang }: { p: PersonCard; lang: Lang }) {
  const { t } = useTranslation();
  const { data: me } = useQuery(sessionQuery);
  const confirm = useMutation({
    mutationFn: () => confirmCard(p.id, p.version),
    onSuccess: () => toast({ tone: 'ok', title: t('person.thanks') }),
    onError: (error) => toast({ tone: 'danger', title: asProblem(error).title, body: asProblem(error).detail }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['screen', 'members'] }),
  });
  return (
    <Fact k={t('person.confirmed')}>
      {p.confirmedAt ? moment(p.confirmedAt, lang) : t('person.never')}
      {me?.person.id === p.id && (
        <Press onPress={() => confirm.mutate()} pending={confirm.isPending} className={`${btn.small} mt-2`}>
          <BadgeCheck className="size-4" aria-hidden />
          {t('person.confirm')}
        </Press>
      )}
    </Fact>
  );
}

function About({ p, lang }: { p: PersonCard; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <section className={`${card} p-5`} aria-label={t('person.posts')}>
      <dl className="space-y-4">
        <Fact k={t('filter.entity')}>
          <EntityTag entity={p.entity} lang={lang} wrap />
        </Fact>
        {p.posts.length > 0 && (
          <Fact k={t('person.posts')}>
            {p.posts.map((post) => (
              <span key={post.id} className="flex flex-wrap items-center gap-2">
                {post.title[lang]}
                {post.tenure === 'acting' && <Badge tone="warn">{t('person.acting')}</Badge>}
              </span>
            ))}
          </Fact>
        )}
        {p.languages.length > 0 && (
          <Fact k={t('person.languages')}>{new Intl.ListFormat(lang).format(p.languages.map((l) => t(`language.${l}`)))}</Fact>
        )}
        {p.roles && p.roles.length > 0 && (
          <Fact k={t('person.roles')}>
            {new Intl.ListFormat(lang).format([...new Set(p.roles.map((r) => r.role))].map((role) => t(`role.${role}`)))}
          </Fact>
        )}
        <Confirmed p={p} lang={lang} />
      </dl>
      <Link to="/$lang/forum" params={{ lang }} search={{ entity: p.entity.code }} className={`${link} mt-4 py-1`}>
        <Megaphone className="size-4" aria-hidden />
        {t('person.campaigns')}
      </Link>
    </section>
  );
}

/** Who somebody is in the network, and how to reach them. */
export function Person() {
  const lang = useLang();
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { data: p, error, refetch } = useQuery(personQuery(id));
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
        <Contact p={p} />
        <About p={p} lang={lang} />
      </div>
    </>
  );
}
