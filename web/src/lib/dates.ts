/** Days, instants and figures as a reader of either language expects them; every clock is Dubai's. */
import { digits } from './digits';

export type Lang = 'ar' | 'en';
export const ZONE = 'Asia/Dubai';
/** A reader's locale, `more` being extensions (a calendar); Arabic figures are Latin ones unless the reader chose otherwise. */
export function localeOf(l: Lang, more = '') {
  const said = [more, l === 'ar' && digits.get() === 'arab' && 'nu-arab'].filter(Boolean).join('-');
  return `${l}-AE${said && `-u-${said}`}`;
}

const cache = new Map<string, Intl.DateTimeFormat>();
function formatter(locale: string, options: Intl.DateTimeFormatOptions) {
  const key = locale + JSON.stringify(options);
  let made = cache.get(key);
  if (!made) cache.set(key, (made = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })));
  return made;
}

/** A calendar day, held as midnight UTC. */
export const day = (iso: string) => new Date(`${iso}T00:00:00Z`);
/** The Dubai day an instant falls on. */
export const dayOf = (instant: string | Date) => new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date(instant));
export const today = () => dayOf(new Date());
export const addDays = (d: Date, n: number) => new Date(d.getTime() + n * 864e5);
export const daysBetween = (a: Date, b: Date) => Math.round((b.getTime() - a.getTime()) / 864e5);

export const fmt = (d: Date, l: Lang, o: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' }) =>
  formatter(localeOf(l), o).format(d);
export const longDay = (d: Date, l: Lang) => fmt(d, l, { day: 'numeric', month: 'long', year: 'numeric' });
export const weekday = (d: Date, l: Lang) => fmt(d, l, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** Day before month in both languages: for Hijri dates en-AE would put the month first ("Raj. 5"). */
export function hijri(d: Date, l: Lang, o: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' }) {
  const parts = formatter(localeOf(l, 'ca-islamic-umalqura'), o).formatToParts(d);
  const part = (type: string) => parts.find((x) => x.type === type)?.value ?? '';
  return `${part('day')} ${part('month')}`;
}
export function hijriFull(d: Date, l: Lang) {
  const parts = formatter(localeOf(l, 'ca-islamic-umalqura'), { year: 'numeric' }).formatToParts(d);
  const year = parts.find((x) => x.type === 'year')?.value ?? '';
  return `${hijri(d, l)} ${year} ${l === 'ar' ? 'هـ' : 'AH'}`;
}

/** A day in both calendars; the dot stays with the first when the line breaks. */
export const bothDays = (d: Date, l: Lang) => `${weekday(d, l)}\u00a0· ${hijriFull(d, l)}`;

export const range = (from: string, to: string, l: Lang) =>
  formatter(localeOf(l), { day: 'numeric', month: 'short', year: 'numeric' }).formatRange(day(from), day(to));
export const clock = (instant: string | Date, l: Lang) =>
  fmt(new Date(instant), l, { hour: 'numeric', minute: '2-digit', timeZone: ZONE });
export const clockRange = (from: string, to: string, l: Lang) =>
  formatter(localeOf(l), { hour: 'numeric', minute: '2-digit', timeZone: ZONE }).formatRange(new Date(from), new Date(to));
/** Day and hour in Dubai; the year when it is not this one. */
export const moment = (instant: string, l: Lang, now = new Date()) =>
  fmt(new Date(instant), l, {
    day: 'numeric',
    month: 'long',
    year: dayOf(instant).slice(0, 4) === dayOf(now).slice(0, 4) ? undefined : 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: ZONE,
  });

export const num = (n: number, l: Lang, o?: Intl.NumberFormatOptions) => new Intl.NumberFormat(localeOf(l), o).format(n);
/** "99+" for more than so many; the sign stands where a reader of the language expects it. */
export const atMost = (n: number, most: number, l: Lang) =>
  n <= most ? num(n, l) : l === 'ar' ? `+${num(most, l)}` : `${num(most, l)}+`;
export const compact = (n: number, l: Lang) => num(n, l, { notation: 'compact', maximumFractionDigits: 1 });
export const amount = (n: number, unit: string, l: Lang) =>
  num(n, l, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 });

/** "12 days ago", "in 3 hours": Intl carries the Arabic plural forms, so no catalogue key is needed. */
export const rel = (n: number, unit: 'second' | 'minute' | 'hour' | 'day', l: Lang) =>
  new Intl.RelativeTimeFormat(localeOf(l), { numeric: 'auto' }).format(n, unit);
export function ago(instant: string, l: Lang, now = Date.now()) {
  const minutes = Math.round((Date.parse(instant) - now) / 60_000);
  if (Math.abs(minutes) < 60) return rel(minutes, 'minute', l);
  if (Math.abs(minutes) < 60 * 24) return rel(Math.round(minutes / 60), 'hour', l);
  return rel(daysBetween(day(dayOf(new Date(now))), day(dayOf(instant))), 'day', l);
}

/** What `<input type="datetime-local">` shows is Dubai's wall clock, four hours ahead of UTC all year. */
export const toWallClock = (instant: string) => new Date(Date.parse(instant) + 4 * 36e5).toISOString().slice(0, 16);
export const fromWallClock = (local: string) => new Date(Date.parse(`${local}:00Z`) - 4 * 36e5).toISOString();
