import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventType } from '../../api/events';
import { matches } from '../../lib/arabic';
import { num, type Lang } from '../../lib/dates';
import { SearchBox } from '../SearchBox';
import { Empty } from '../states';
import { CopyButton, Panel } from '../ui';

const json = (value: unknown) => JSON.stringify(value, null, 2);
const owners = ['members', 'campaigns', 'meetings', 'media', 'subscriptions'] as const;
const ownerOf = (type: string) => type.split('.').at(-3);

function Code({ title, value }: { title: string; value: unknown }) {
  const { t } = useTranslation();
  return (
    <div className="mt-3 min-w-0">
      <p className="flex items-center justify-between gap-2 text-sm font-semibold">
        {title}
        <CopyButton text={json(value)} label={t('copy')} />
      </p>
      <pre
        dir="ltr"
        tabIndex={0}
        className="mt-1 max-h-72 overflow-auto rounded-xl border border-line bg-bg p-3 text-start text-xs leading-5"
      >
        {json(value)}
      </pre>
    </div>
  );
}

function Type({ one, lang }: { one: EventType; lang: Lang }) {
  const { t } = useTranslation();
  const [open, set] = useState(false);
  return (
    <li>
      <details onToggle={(e) => set(e.currentTarget.open)} className="px-5 py-3">
        <summary className="cursor-pointer">
          <b>{one.title[lang]}</b>{' '}
          <bdi dir="ltr" className="text-sm break-all text-muted">
            {one.type}
          </bdi>
        </summary>
        {open && (
          <>
            <p dir="ltr" lang="en" className="mt-2 text-start text-sm text-muted">
              {one.description}
            </p>
            <Code title={t('events.example')} value={one.example} />
            <Code title={t('events.schema')} value={one.dataSchema} />
          </>
        )}
      </details>
    </li>
  );
}

/** Every type of event there is, by who announces it, with its schema and an example. */
export function EventTypes({ types, lang }: { types: EventType[]; lang: Lang }) {
  const { t } = useTranslation();
  const [q, look] = useState<string>();
  const found = types.filter((one) => !q || matches(`${one.title.ar} ${one.title.en} ${one.type}`, q));
  return (
    <div className="space-y-5">
      <div className="flex">
        <SearchBox label={t('events.find')} value={q} onChange={look} />
      </div>
      {found.length === 0 && <Empty title={t('events.none')} level={3} />}
      {owners.map((owner) => {
        const some = found.filter((one) => ownerOf(one.type) === owner);
        return (
          some.length > 0 && (
            <Panel key={owner} id={`t-${owner}`} title={t(`events.owner.${owner}`)} sub={num(some.length, lang)} flush>
              <ul className="divide-y divide-line border-t border-line">
                {some.map((one) => (
                  <Type key={one.type} one={one} lang={lang} />
                ))}
              </ul>
            </Panel>
          )
        );
      })}
    </div>
  );
}
