/** What a reader is asked while an act waits: one question at a time, answered in a dialog over the page. */
import { store } from './store';
import type { Change, Choices, Clash } from './merge';

/** How a field is called and how its value reads, in the reader's language. */
export type Naming = {
  name: (pointer: string) => string;
  show: (pointer: string, value: unknown) => string;
  /** What the record is called, where it has a name. */
  record?: string;
};
/** What would be lost: words that were typed, or a secret that is shown this once. */
export type Droppable = 'words' | 'secret';
export type Asked =
  | { kind: 'choose'; clashes: Clash[]; naming: Naming; answer: (choices: Choices | undefined) => void }
  | { kind: 'goAhead'; changes: Change[]; naming: Naming; answer: (go: boolean) => void }
  | { kind: 'discard'; what: Droppable; answer: (drop: boolean) => void };

export const questions = store<Asked[]>([]);

function ask<Answer>(question: (answer: (given: Answer) => void) => Asked): Promise<Answer> {
  return new Promise((done) => {
    const asked: Asked = question((given) => {
      questions.set(questions.get().filter((one) => one !== asked));
      done(given);
    });
    questions.set([...questions.get(), asked]);
  });
}

export const askChoices = (clashes: Clash[], naming: Naming) =>
  ask<Choices | undefined>((answer) => ({ kind: 'choose', clashes, naming, answer }));
export const askToGoAhead = (changes: Change[], naming: Naming) =>
  ask<boolean>((answer) => ({ kind: 'goAhead', changes, naming, answer }));
export const askToDiscard = (what: Droppable) => ask<boolean>((answer) => ({ kind: 'discard', what, answer }));
