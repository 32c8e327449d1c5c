import { Link } from '@tanstack/react-router';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Check } from 'lucide-react';
import type { PhotoCard } from '../../api/studio';
import { day, dayOf, fmt, type Lang } from '../../lib/dates';
import { heightOf, justify, within, type Tile } from '../../lib/justify';

const AHEAD = 800;

/** How wide the grid is, and which part of it the window shows; measured anew when either changes. */
function useWindow() {
  const ref = useRef<HTMLUListElement>(null);
  const [seen, see] = useState({ across: 0, from: 0, to: 0 });
  useLayoutEffect(() => {
    let asked = 0;
    const look = () => {
      asked = 0;
      const at = ref.current?.getBoundingClientRect();
      if (at) see({ across: at.width, from: -at.top - AHEAD, to: innerHeight - at.top + AHEAD });
    };
    const soon = () => {
      asked ||= requestAnimationFrame(look);
    };
    look();
    const observer = new ResizeObserver(soon);
    observer.observe(document.body);
    addEventListener('scroll', soon, { passive: true });
    return () => {
      cancelAnimationFrame(asked);
      observer.disconnect();
      removeEventListener('scroll', soon);
    };
  }, []);
  return [ref, seen] as const;
}

export function Picture({ photo, lang, width, className }: { photo: PhotoCard; lang: Lang; width: number; className?: string }) {
  const sorted = [...photo.renditions].sort((a, b) => a.width - b.width);
  return (
    <img
      src={sorted[0]?.url}
      srcSet={sorted.map((r) => `${r.url} ${r.width}w`).join(', ')}
      sizes={`${Math.ceil(width)}px`}
      alt={photo.alt[lang]}
      loading="lazy"
      decoding="async"
      className={className}
    />
  );
}

function One(p: { tile: Tile<PhotoCard>; top: number; height: number; at: number; of: number; lang: Lang; picks?: Picks }) {
  const { t } = useTranslation();
  const { item: x, start, width } = p.tile;
  const on = !!p.picks?.picked.has(x.number);
  const name = x.headline[p.lang] || x.number;
  return (
    <li
      aria-setsize={p.of}
      aria-posinset={p.at + 1}
      className="group absolute overflow-hidden rounded-xl bg-line"
      style={{ insetBlockStart: p.top, insetInlineStart: start, inlineSize: width, blockSize: p.height }}
    >
      <Picture
        photo={x}
        lang={p.lang}
        width={width}
        className="size-full object-cover transition duration-500 group-hover:scale-105"
      />
      <span
        className="pointer-events-none absolute inset-0 bg-linear-to-t from-black/75 via-transparent to-black/35"
        aria-hidden
      />
      <div className="pointer-events-none absolute inset-x-0 bottom-0 p-3 text-white max-sm:p-2">
        <Link
          to="/$lang/studio/$number"
          params={{ lang: p.lang, number: x.number }}
          className="pointer-events-auto block truncate text-sm font-semibold after:absolute after:inset-0 after:rounded-xl focus-visible:outline-none focus-visible:after:-outline-offset-3 focus-visible:after:outline-3 focus-visible:after:outline-gold-300"
        >
          <bdi>{name}</bdi>
        </Link>
        {x.capturedAt && (
          <span className="num block truncate text-xs text-white/90">
            {fmt(day(dayOf(x.capturedAt)), p.lang, { day: 'numeric', month: 'short', year: 'numeric' })}
          </span>
        )}
      </div>
      {p.picks && (
        <Checkbox
          isSelected={on}
          onChange={() => p.picks?.toggle(x.number)}
          aria-label={`${t('studio.pick')}: ${name}`}
          className="absolute start-2 top-2 grid size-9 cursor-pointer place-items-center rounded-full"
        >
          <span
            className={`grid size-7 place-items-center rounded-full border-2 ${on ? 'border-gold-300 bg-gold-300 text-teal-900' : 'border-white bg-black/40 text-transparent'}`}
          >
            <Check className="size-4" strokeWidth={3} aria-hidden />
          </span>
        </Checkbox>
      )}
      {on && <span className="pointer-events-none absolute inset-0 rounded-xl border-4 border-gold-300" aria-hidden />}
    </li>
  );
}

export type Picks = { picked: Set<string>; toggle: (number: string) => void };

/** A justified grid of which only the rows near the window are in the page, however many photos there are. */
export function PhotoGrid({ photos, lang, picks, label }: { photos: PhotoCard[]; lang: Lang; picks?: Picks; label: string }) {
  const [ref, seen] = useWindow();
  const narrow = seen.across < 640;
  const rows = useMemo(
    () => (seen.across ? justify(photos, seen.across, narrow ? 150 : 236, narrow ? 8 : 12) : []),
    [photos, seen.across, narrow],
  );
  const place = useMemo(() => new Map(photos.map((one, i) => [one.number, i])), [photos]);
  return (
    <ul ref={ref} aria-label={label} className="relative overflow-x-clip" style={{ blockSize: heightOf(rows) }}>
      {within(rows, seen.from, seen.to).flatMap((row) =>
        row.tiles.map((tile) => (
          <One
            key={tile.item.number}
            tile={tile}
            top={row.top}
            height={row.height}
            at={place.get(tile.item.number) ?? 0}
            of={photos.length}
            lang={lang}
            picks={picks}
          />
        )),
      )}
    </ul>
  );
}
