import { normalise } from '../../lib/arabic';

const bare = (word: string) => (word.startsWith('ال') && word.length >= 5 ? word.slice(2) : word);

/** A text with the words that a search found in it marked, as the server finds them: by their beginning, without the article. */
export function Marked({ text, q }: { text: string; q?: string }) {
  const wanted = normalise(q ?? '')
    .split(/[^\p{L}\p{N}_]+/u)
    .filter(Boolean)
    .map(bare);
  if (!wanted.length) return text;
  return text.split(/([\p{L}\p{N}\p{M}_]+)/u).map((piece, i) => {
    const plain = normalise(piece);
    const hit = i % 2 === 1 && wanted.some((word) => plain.startsWith(word) || bare(plain).startsWith(word));
    return hit ? (
      <mark key={i} className="rounded-sm bg-accent-soft font-semibold text-accent">
        {piece}
      </mark>
    ) : (
      piece
    );
  });
}
