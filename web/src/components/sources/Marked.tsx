import { marked } from '../../lib/mark';

/** A text with the words that a search found in it marked. */
export function Marked({ text, q }: { text: string; q?: string }) {
  return marked(text, q ?? '').map(({ text: piece, hit }, i) =>
    hit ? (
      <mark key={i} className="rounded-sm bg-accent-soft font-semibold text-accent">
        {piece}
      </mark>
    ) : (
      piece
    ),
  );
}
