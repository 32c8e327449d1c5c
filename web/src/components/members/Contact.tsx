import { useTranslation } from 'react-i18next';
import { ContactRound, Eye, Mail, Phone } from 'lucide-react';
import { openCard, vcardOf } from '../../api/keeping';
import type { PersonCard, Way } from '../../api/types';
import { mailto } from '../../lib/addresses';
import { useLang } from '../../lib/lang';
import { useApiMutation } from '../../lib/useApiMutation';
import { Press } from '../Press';
import { btn, CopyButton, Panel } from '../ui';
import { Seen } from './Seen';
import { ways, wayNames } from './ways';

function Line({ way, value, shown }: { way: Way; value: string; shown: string }) {
  const { t } = useTranslation();
  const Icon = ways[way].kind === 'tel' ? Phone : Mail;
  return (
    <li className="flex items-center gap-3 px-5 py-3">
      <span className="grid size-10 shrink-0 place-items-center rounded-xl bg-brand-soft text-brand" aria-hidden>
        <Icon className="size-5" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
          {t(`person.${way}`)}
          <Seen by={ways[way].seenBy} />
        </span>
        <a
          href={ways[way].kind === 'tel' ? `tel:${value}` : mailto(value)}
          className="num inline-block max-w-full py-0.5 font-semibold break-all text-ink underline-offset-4 hover:text-brand hover:underline"
        >
          <bdi dir="ltr">{shown}</bdi>
        </a>
      </span>
      <CopyButton small text={value} label={t('copy')} />
    </li>
  );
}

/** How to reach somebody. What not the whole network sees is opened on purpose, and its owner sees by whom. */
export function Contact({ p, own }: { p: PersonCard; own: boolean }) {
  const lang = useLang();
  const { t } = useTranslation();
  const open = useApiMutation({ act: () => openCard(p.id), touches: [] });
  const take = useApiMutation({ act: () => vcardOf(p.id, p.name[lang]), touches: [] });
  const contact = open.data?.contact ?? p.contact;
  const grouped: Partial<Record<Way, string>> = open.data?.grouped ?? p.grouped;
  const known = wayNames.filter((way) => contact[way]);
  const closed = open.data ? [] : p.openable;
  const vcard = (
    <Press onPress={() => take.mutate(undefined)} pending={take.isPending} className={`${btn.small} no-print`}>
      <ContactRound className="size-4" aria-hidden />
      {t('person.vcard')}
    </Press>
  );
  return (
    <Panel id="contact-h" title={t('person.contact')} flush action={vcard}>
      {known.length === 0 && closed.length === 0 && <p className="px-5 pb-5 text-muted">{t('person.nocontact')}</p>}
      <ul className="divide-y divide-line border-t border-line" aria-live="polite">
        {known.map((way) => (
          <Line key={way} way={way} value={contact[way]!} shown={grouped[way] ?? contact[way]!} />
        ))}
      </ul>
      {closed.length > 0 && (
        <div className="no-print flex flex-wrap items-center gap-3 border-t border-line bg-raised px-5 py-4">
          <p className="min-w-0 flex-1 basis-56 text-sm text-muted">
            {t('person.closed', {
              fields: new Intl.ListFormat(lang).format(closed.map((way) => t(`person.${way}`))),
            })}
          </p>
          <Press onPress={() => open.mutate(undefined)} pending={open.isPending} className={btn.quiet}>
            <Eye className="size-4.5" aria-hidden />
            {t('person.open')}
          </Press>
        </div>
      )}
      {own && <p className="border-t border-line px-5 py-3 text-sm text-muted">{t('person.own')}</p>}
    </Panel>
  );
}
