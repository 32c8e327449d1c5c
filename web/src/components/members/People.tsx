import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BadgeCheck, Mail, Phone } from 'lucide-react';
import type { Person } from '../../api/types';
import { mailto } from '../../lib/addresses';
import { ago } from '../../lib/dates';
import { useLang } from '../../lib/lang';
import { quarterOf } from '../../lib/quarter';
import { Avatar, Badge, btn, card, EntityTag } from '../ui';
import { EntityLink } from './EntityLink';

/** Whether a card was confirmed in this quarter, in words and by shape. */
function Confirmed({ at }: { at: string | null }) {
  const lang = useLang();
  const { t } = useTranslation();
  if (!at) return <Badge tone="warn">{t('members.never')}</Badge>;
  const fresh = quarterOf(at) === quarterOf(new Date().toISOString());
  return (
    <Badge tone={fresh ? 'ok' : 'plain'} icon={fresh ? BadgeCheck : undefined}>
      {t('members.confirmed', { ago: ago(at, lang) })}
    </Badge>
  );
}

function Name({ p, className = '' }: { p: Person; className?: string }) {
  const lang = useLang();
  return (
    <Link to="/$lang/members/$id" params={{ lang, id: p.id }} className={`hover:text-brand ${className}`}>
      <bdi>{p.name[lang]}</bdi>
    </Link>
  );
}

function Reach({ p }: { p: Person }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { officePhone, email } = p.contact;
  return (
    <span className="no-print relative flex justify-end gap-1">
      {officePhone && (
        <a href={`tel:${officePhone}`} className={btn.icon} aria-label={t('members.call', { name: p.name[lang] })}>
          <Phone className="size-4.5" aria-hidden />
        </a>
      )}
      {email && (
        <a href={mailto(email)} className={btn.icon} aria-label={t('members.mail', { name: p.name[lang] })}>
          <Mail className="size-4.5" aria-hidden />
        </a>
      )}
    </span>
  );
}

const Speaks = ({ p }: { p: Person }) => {
  const { t } = useTranslation();
  return p.languages.map((l) => <Badge key={l}>{t(`language.${l}`)}</Badge>);
};

function Card({ p }: { p: Person }) {
  const lang = useLang();
  const { t } = useTranslation();
  return (
    <li className={`${card} relative flex flex-col p-4.5 transition hover:-translate-y-0.5 hover:shadow-pop`}>
      <div className="flex items-center gap-3">
        <Avatar initials={p.initials[lang]} />
        <div className="min-w-0 flex-1">
          {p.honorific && <p className="text-xs text-muted">{p.honorific[lang]}</p>}
          <h3 className="font-sans text-base leading-snug break-words">
            <Name p={p} className="after:absolute after:inset-0" />
          </h3>
          <p className="text-sm leading-snug text-muted">{p.post?.title[lang] ?? t('members.nopost')}</p>
        </div>
        <Reach p={p} />
      </div>
      <div className="mt-3">
        <EntityTag entity={p.entity} lang={lang} wrap />
      </div>
      <div className="mt-auto flex flex-wrap items-center gap-1.5 pt-3">
        <Speaks p={p} />
        <span className="ms-auto">
          <Confirmed at={p.confirmedAt} />
        </span>
      </div>
    </li>
  );
}

export const Cards = ({ items, className = '' }: { items: Person[]; className?: string }) => (
  <ul className={`grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3 ${className}`}>
    {items.map((p) => (
      <Card key={p.id} p={p} />
    ))}
  </ul>
);

/** The directory as a table; a phone gets the cards instead. */
export function Rows({ items }: { items: Person[] }) {
  const lang = useLang();
  const { t } = useTranslation();
  return (
    <div className={`${card} hidden overflow-hidden md:block print:block`}>
      <table className="w-full text-start text-sm">
        <caption className="sr-only">{t('members.title')}</caption>
        <thead>
          <tr className="border-b border-line text-muted">
            {['name', 'entity', 'languages', 'state'].map((head) => (
              <th key={head} scope="col" className="px-5 py-3 text-start font-normal">
                {t(`members.col.${head}`)}
              </th>
            ))}
            <th scope="col" className="px-5 py-3 text-start font-normal">
              <span className="sr-only print:not-sr-only">{t('members.col.reach')}</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {items.map((p) => (
            <tr key={p.id} className="hover:bg-brand-soft/40">
              <th scope="row" className="px-5 py-2.5 text-start font-normal">
                <span className="flex items-center gap-3">
                  <Avatar initials={p.initials[lang]} />
                  <span className="min-w-0">
                    <Name p={p} className="font-semibold text-ink" />
                    <span className="block text-muted">{p.post?.title[lang] ?? t('members.nopost')}</span>
                  </span>
                </span>
              </th>
              <td className="px-5 py-2.5">
                <EntityLink entity={p.entity} />
              </td>
              <td className="px-5 py-2.5">
                <span className="flex flex-wrap gap-1">
                  <Speaks p={p} />
                </span>
              </td>
              <td className="px-5 py-2.5">
                <Confirmed at={p.confirmedAt} />
              </td>
              <td className="px-3 py-2.5">
                <Reach p={p} />
                <span className="num hidden text-xs print:block" dir="ltr">
                  {p.contact.officePhone}
                  <br />
                  {p.contact.email}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
