import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Check, Copy, type LucideIcon } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useCopied } from '../lib/text';
import type { Lang } from '../lib/dates';
import type { EntityRef } from '../api/types';

/* The looks stand in styles.css, in a layer below the utilities: what a page adds beside one of them always wins. */

/** One primary act per page; the rest are quiet. 44 px high, 36 in a row of small ones. */
export const btn = {
  primary: 'btn btn-primary',
  gold: 'btn btn-gold',
  quiet: 'btn btn-quiet',
  danger: 'btn btn-danger',
  onDark: 'btn btn-on-dark',
  small: 'btn btn-small',
  icon: 'btn btn-icon',
};
export const link = 'inline-flex items-center gap-1 text-sm font-semibold text-brand underline-offset-4 hover:underline';
export const chip = 'chip';
/** What one types or chooses in. */
export const control = 'control';
/** A card's edge and shadow; `card` with the ground and line of most. */
export const box = 'box';
export const card = 'box box-plain';

export type Tone = 'ok' | 'warn' | 'danger' | 'brand' | 'accent' | 'plain';
const tones: Record<Tone, string> = {
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  danger: 'bg-danger-soft text-danger',
  brand: 'bg-brand-soft text-brand',
  accent: 'bg-accent-soft text-accent',
  plain: 'bg-bg text-muted',
};
export function Badge({ tone = 'plain', icon: Icon, children }: { tone?: Tone; icon?: LucideIcon; children: ReactNode }) {
  return (
    <span
      className={`num inline-flex shrink-0 items-center gap-1 rounded-md border border-transparent px-2 py-0.5 text-xs font-semibold ${tones[tone]}`}
    >
      {Icon && <Icon className="size-3.5 shrink-0" aria-hidden />}
      {children}
    </span>
  );
}

export function Panel(p: {
  id: string;
  title: ReactNode;
  sub?: ReactNode;
  icon?: LucideIcon;
  action?: ReactNode;
  children: ReactNode;
  className?: string;
  flush?: boolean;
}) {
  return (
    <section
      aria-labelledby={p.id}
      className={`${card} flex min-w-0 flex-col ${p.flush ? 'overflow-hidden' : ''} ${p.className ?? ''}`}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 pt-4 pb-3">
        {p.icon && (
          <span className="grid size-9 shrink-0 place-items-center rounded-xl bg-brand-soft text-brand" aria-hidden>
            <p.icon className="size-5" />
          </span>
        )}
        <div className="min-w-0">
          <h2 id={p.id} className="text-lg">
            {p.title}
          </h2>
          {p.sub && <p className="text-sm text-muted">{p.sub}</p>}
        </div>
        {p.action && <div className="ms-auto flex items-center gap-2">{p.action}</div>}
      </div>
      <div className={p.flush ? 'flex-1' : 'flex-1 px-5 pb-5'}>{p.children}</div>
    </section>
  );
}

const tints = ['safety', 'sustainability', 'health', 'heritage', 'services', 'digital', 'awareness'] as const;
const tint: Record<(typeof tints)[number], string> = {
  safety: 'bg-topic-safety',
  sustainability: 'bg-topic-sustainability',
  health: 'bg-topic-health',
  heritage: 'bg-topic-heritage',
  services: 'bg-topic-services',
  digital: 'bg-topic-digital',
  awareness: 'bg-topic-awareness',
};
/** One colour per entity, the same on every page: made from its code, so that none has to be kept. */
const tintOf = (code: string) => tint[tints[[...code].reduce((n, c) => n * 31 + c.charCodeAt(0), 7) % tints.length]!];

export function EntityTag({
  entity,
  lang,
  name = true,
  wrap,
  inherit,
}: {
  entity: EntityRef;
  lang: Lang;
  name?: boolean;
  wrap?: boolean;
  inherit?: boolean;
}) {
  return (
    <span className={`flex min-w-0 items-center gap-2 text-sm ${inherit ? '' : 'text-muted'}`}>
      <span
        dir="ltr"
        className={`grid h-6 min-w-8 shrink-0 place-items-center rounded-md border border-transparent px-1.5 text-[.68rem] font-semibold text-white ${tintOf(entity.code)}`}
        aria-hidden={name || undefined}
        title={name ? undefined : entity.name[lang]}
      >
        {entity.code}
      </span>
      {name && <span className={wrap ? 'leading-5' : 'truncate'}>{entity.name[lang]}</span>}
    </span>
  );
}

export function Avatar({ initials }: { initials: string }) {
  return (
    <span
      className="grid size-11 shrink-0 place-items-center rounded-full border border-brand/30 bg-brand-soft font-display text-xs font-semibold text-brand"
      aria-hidden
    >
      {initials}
    </span>
  );
}

export function CopyButton({ text, label, small }: { text: string; label: string; small?: boolean }) {
  const { t } = useTranslation();
  const [copied, copy] = useCopied();
  const Icon = copied ? Check : Copy;
  return (
    <Button
      onPress={() => copy(text)}
      className={small ? btn.icon : btn.small}
      aria-label={small ? `${copied ? t('copied') : label}: ${text}` : undefined}
    >
      <Icon className="size-4" aria-hidden />
      {!small && (copied ? t('copied') : label)}
    </Button>
  );
}

/** A label over its value; `dl` around a row of them. */
export const Fact = ({ k, children, className = '' }: { k: string; children: ReactNode; className?: string }) => (
  <div className={`min-w-0 ${className}`}>
    <dt className="text-xs text-muted">{k}</dt>
    <dd className="num mt-0.5 text-sm font-semibold text-ink">{children}</dd>
  </div>
);

export const Gauge = ({ value, label }: { value: number; label?: string }) => (
  <span
    className="block h-2 w-full overflow-hidden rounded-full border border-line bg-bg"
    role={label ? 'img' : undefined}
    aria-label={label}
    aria-hidden={label ? undefined : true}
  >
    <span className="block h-full rounded-full bg-accent" style={{ inlineSize: `${Math.min(100, value * 100)}%` }} />
  </span>
);
