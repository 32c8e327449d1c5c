import { normalise } from './arabic';

export type Piece = { text: string; hit: boolean };

/** The words of a text, those that a search found marked; as the server finds them, by their beginnings, with and without the article. */
export function marked(text: string, q: string): Piece[] {
  const wanted = normalise(q).split(' ').filter(Boolean);
  const starts = (word: string, w: string) => {
    const bare = word.startsWith('ال') ? word.slice(2) : word;
    const asked = w.startsWith('ال') && w.length > 4 ? w.slice(2) : w;
    return word.startsWith(w) || bare.startsWith(asked);
  };
  return text
    .split(/([\p{L}\p{M}\p{N}ـ]+)/u)
    .filter(Boolean)
    .map((piece) => ({ text: piece, hit: wanted.some((w) => starts(normalise(piece), w)) }));
}
