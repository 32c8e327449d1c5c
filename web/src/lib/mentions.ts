/** Names in the words of a comment: what is being typed after an @, and where a mentioned person stands. */
export type Called = { id: string; name: string };

/** The beginning of a name that stands after an @ before the caret; undefined when none does. */
export function askedFor(text: string, caret: number, known: Called[]): string | undefined {
  const begun = /(?:^|\s)@([^@\n]{0,60})$/.exec(text.slice(0, caret))?.[1];
  return begun === undefined || known.some(({ name }) => begun.startsWith(name)) ? undefined : begun;
}

/** The text with the beginning before the caret completed, and where the caret stands then. */
export function completed(text: string, caret: number, begun: string, name: string): [string, number] {
  const before = `${text.slice(0, caret - begun.length)}${name} `;
  return [before + text.slice(caret), before.length];
}

/** The text in parts: words, and between them those who are mentioned. The longest name wins. */
export function mentionsIn(text: string, called: Called[]): (string | Called)[] {
  const [first] = called
    .map((one) => ({ one, at: text.indexOf(`@${one.name}`) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.one.name.length - a.one.name.length);
  if (!first) return text ? [text] : [];
  const { one, at } = first;
  return [...(at ? [text.slice(0, at)] : []), one, ...mentionsIn(text.slice(at + one.name.length + 1), called)];
}
