import type { Bi } from './text';

/** What an avatar shows of a name: the first letters of its first and last word, apart in Arabic, where letters would join. */
export function initialsOf(name: Bi): Bi {
  const of = (words: string, between: string) => {
    const all = words.trim().split(/\s+/).filter(Boolean);
    const ends = all.length > 1 ? [all[0]!, all.at(-1)!] : all;
    return ends.map((word) => [...word.replace(/^ال(?=..)/, '')][0]!.toUpperCase()).join(between);
  };
  return { ar: of(name.ar, ' '), en: of(name.en, '') };
}
