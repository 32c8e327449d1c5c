import { asked, begins, tokens } from './arabic';

export type Piece = { text: string; hit: boolean };

const WORDS = /([\p{L}\p{M}\p{N}\p{Cf}ـ'’]+)/u;

/** The words of a text, those that a search found marked, as the server finds them: by their beginnings, and two that are one name. */
export function marked(text: string, q: string): Piece[] {
  const wanted = asked(q).flat();
  const pieces = text.split(WORDS).filter(Boolean);
  const words = pieces.flatMap((piece, at) => (WORDS.test(piece) ? [{ at, found: tokens(piece) }] : []));
  const hits = new Set(words.filter(({ found }) => begins(found, wanted)).map(({ at }) => at));
  words.slice(1).forEach((other, i) => {
    const one = words[i]!;
    const together = tokens(`${pieces[one.at]} ${pieces[other.at]}`).filter(
      (word) => ![...one.found, ...other.found].includes(word),
    );
    if (begins(together, wanted)) [one.at, other.at].forEach((at) => hits.add(at));
  });
  return pieces.map((piece, at) => ({ text: piece, hit: hits.has(at) }));
}
