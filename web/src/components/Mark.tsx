/** Five nested gates: the platform's own sign, nobody's emblem. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg className={className} viewBox="0 0 48 48" aria-hidden="true">
      <rect width="48" height="48" rx="12" fill="#00504e" />
      {[20, 15.6, 11.4, 7.4, 3.6].map((r, i) => (
        <path
          key={r}
          d={`M${24 - r} 40 V${26 - (20 - r) * 0.05} A${r} ${r} 0 0 1 ${24 + r} ${26 - (20 - r) * 0.05} V40`}
          fill={i === 4 ? '#d7bc6d' : 'none'}
          stroke={i % 2 ? '#fff' : '#d7bc6d'}
          strokeWidth="1.7"
          strokeOpacity={i % 2 ? 0.85 : 1}
        />
      ))}
    </svg>
  );
}
