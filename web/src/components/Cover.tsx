import { useId, type ReactNode } from 'react';
import type { CoverPhoto, Topic } from '../api/types';
import type { Lang } from '../lib/dates';

const palette: Record<Topic, readonly [string, string, string]> = {
  awareness: ['#0d3b2c', '#1c6f52', '#e9d9b0'],
  services: ['#2a1e54', '#8a4f86', '#f3c583'],
  heritage: ['#4a2a10', '#a86a2a', '#f0d9a3'],
  health: ['#0a3f63', '#2a86ad', '#bfe7ee'],
  safety: ['#5a1b1b', '#b1452f', '#f2c27a'],
  sustainability: ['#0b4f45', '#1f8a6d', '#d7bc6d'],
  digital: ['#1c2748', '#3d5a94', '#f2c27a'],
};
const star =
  'M20 2 L25.3 9.7 L34.5 7.6 L30.3 14.7 L38 20 L30.3 25.3 L34.5 32.4 L25.3 30.3 L20 38 L14.7 30.3 L5.5 32.4 L9.7 25.3 L2 20 L9.7 14.7 L5.5 7.6 L14.7 9.7 Z';
const people = [
  [110, 110, 24],
  [170, 92, 30],
  [238, 110, 26],
  [300, 96, 22],
] as const;

/** One drawing for each topic; `a` is its dark, `c` its light ink. */
const drawing: Record<Topic, (a: string, c: string) => ReactNode> = {
  awareness: (_, c) => (
    <g fill={c}>
      {people.map(([x, y, r], i) => (
        <g key={x} opacity={0.85 - i * 0.12}>
          <circle cx={x} cy={y - r * 1.1} r={r * 0.55} />
          <path d={`M${x - r} ${y + r * 2.6} V${y + r * 0.4} a${r} ${r} 0 0 1 ${r * 2} 0 V${y + r * 2.6}Z`} />
        </g>
      ))}
    </g>
  ),
  services: (_, c) => (
    <g fill={c}>
      <circle cx="296" cy="70" r="34" opacity=".55" />
      <path opacity=".3" d="M0 200 V150 H26 V128 H52 V160 H84 V110 H104 V170 H140 V136 H168 V200Z" />
      <path opacity=".75" d="M188 200 V120 L194 118 V80 L199 78 V26 L201 26 V78 L206 80 V118 L212 120 V200Z" />
      <path
        opacity=".42"
        d="M226 200 V146 H252 V118 H276 V158 H306 V132 Q326 108 334 96 V200Z M346 200 V150 H372 V132 H400 V200Z"
      />
    </g>
  ),
  heritage: (_, c) => (
    <g fill="none" stroke={c} strokeWidth="2.5">
      {[40, 130, 220, 310].map((x, i) => (
        <g key={x} opacity={0.95 - i * 0.16}>
          <path
            d={`M${x} 210 V110 C${x} 76 ${x + 35} 66 ${x + 35} 48 C${x + 35} 66 ${x + 70} 76 ${x + 70} 110 V210`}
            fill={c}
            fillOpacity=".13"
          />
          <path d={`M${x + 14} 210 V122 C${x + 14} 98 ${x + 35} 92 ${x + 35} 78 C${x + 35} 92 ${x + 56} 98 ${x + 56} 122 V210`} />
        </g>
      ))}
    </g>
  ),
  health: (_, c) => (
    <g fill="none" stroke={c}>
      {[26, 50, 76, 104].map((r, i) => (
        <circle key={r} cx="285" cy="104" r={r} strokeWidth="2" opacity={0.75 - i * 0.17} />
      ))}
      <path d="M0 112 H120 L140 76 L165 150 L185 96 L198 112 H400" strokeWidth="4" strokeLinejoin="round" />
    </g>
  ),
  safety: (_, c) => (
    <g fill="none" stroke={c}>
      <path d="M-20 190 C120 190 150 70 420 60" strokeWidth="46" strokeOpacity=".28" />
      <path d="M-20 190 C120 190 150 70 420 60" strokeWidth="3" strokeDasharray="22 18" />
      <path d="M-20 216 C140 216 170 96 420 86" strokeWidth="2" opacity=".6" />
      <path d="M-20 164 C100 164 130 44 420 34" strokeWidth="2" opacity=".6" />
    </g>
  ),
  sustainability: (a, c) => (
    <g fill={c}>
      <path opacity=".18" d="M0 150 C80 110 140 170 220 140 S340 110 400 135 V200 H0Z" />
      <path opacity=".32" d="M0 175 C90 140 170 195 250 165 S360 150 400 168 V200 H0Z" />
      <g opacity=".9">
        <path d="M200 150 C200 96 232 66 286 58 C288 112 256 146 200 150Z" />
        <path d="M196 152 C190 112 164 90 124 86 C126 126 152 150 196 152Z" opacity=".7" />
        <path d="M198 190 C198 160 215 118 256 86" stroke={a} strokeWidth="3" fill="none" />
      </g>
    </g>
  ),
  digital: (_, c) => (
    <g fill="none" stroke={c} strokeWidth="4">
      <path d="M200 34 L262 56 V108 C262 144 236 164 200 178 C164 164 138 144 138 108 V56Z" fill={c} fillOpacity=".16" />
      <rect x="172" y="98" width="56" height="42" rx="8" fill={c} stroke="none" />
      <path d="M182 98 V84 a18 18 0 0 1 36 0 V98" />
      {[40, 84, 316, 360].map((x) => (
        <g key={x} fill={c} stroke="none" opacity=".55">
          <circle cx={x} cy="104" r="6" />
          <circle cx={x} cy="128" r="6" opacity=".5" />
          <circle cx={x} cy="80" r="6" opacity=".5" />
        </g>
      ))}
    </g>
  ),
};

function Drawn({ topic, className }: { topic: Topic; className?: string }) {
  const id = useId().replace(/[^a-z0-9]/gi, '');
  const [a, b, c] = palette[topic];
  return (
    <svg className={className} viewBox="0 0 400 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <defs>
        <linearGradient id={`g${id}`} x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stopColor={a} />
          <stop offset="1" stopColor={b} />
        </linearGradient>
        <radialGradient id={`r${id}`} cx=".78" cy=".15" r=".9">
          <stop offset="0" stopColor={c} stopOpacity=".55" />
          <stop offset="1" stopColor={c} stopOpacity="0" />
        </radialGradient>
        <pattern id={`p${id}`} width="40" height="40" patternUnits="userSpaceOnUse">
          <path d={star} fill="none" stroke={c} strokeOpacity=".17" strokeWidth=".8" />
        </pattern>
      </defs>
      {[`url(#g${id})`, `url(#p${id})`, `url(#r${id})`].map((fill) => (
        <rect key={fill} width="400" height="200" fill={fill} />
      ))}
      {drawing[topic](a, c)}
    </svg>
  );
}

/** The campaign's own photo once it is checked; until then its topic, drawn over a khatam lattice. */
export function Cover(p: { topic: Topic | null; photo?: CoverPhoto | null; lang: Lang; sizes?: string; className?: string }) {
  const ready = p.photo?.status === 'ready' ? p.photo.renditions.filter((r) => r.url) : [];
  if (!ready.length) return <Drawn topic={p.topic ?? 'awareness'} className={p.className} />;
  const largest = ready.reduce((a, b) => (a.width > b.width ? a : b));
  return (
    <img
      src={largest.url}
      srcSet={ready.map((r) => `${r.url} ${r.width}w`).join(', ')}
      sizes={p.sizes ?? '(min-width: 64rem) 26rem, 100vw'}
      width={largest.width}
      height={largest.height}
      alt={p.photo?.alt?.[p.lang] ?? ''}
      loading="lazy"
      decoding="async"
      className={`object-cover ${p.className ?? ''}`}
    />
  );
}
