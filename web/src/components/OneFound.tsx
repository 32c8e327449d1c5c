import type { ReactNode } from 'react';

export interface Candidate {
  id: string;
  title: string;
  under?: ReactNode;
}

/** What a search found, to choose one of. */
export function OneFound(p: { name: string; legend: string; items: Candidate[]; chosen: string; choose: (id: string) => void }) {
  return (
    <fieldset className="max-h-64 overflow-y-auto rounded-xl border border-line">
      <legend className="sr-only">{p.legend}</legend>
      {p.items.map((one) => (
        <label
          key={one.id}
          className="flex cursor-pointer items-start gap-3 border-t border-line px-3 py-2.5 first-of-type:border-0 hover:bg-brand-soft"
        >
          <input
            type="radio"
            name={p.name}
            required
            value={one.id}
            checked={p.chosen === one.id}
            onChange={() => p.choose(one.id)}
            className="mt-1.5 size-4 shrink-0 accent-brand"
          />
          <span className="min-w-0">
            <bdi className="block font-semibold">{one.title}</bdi>
            {one.under}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
