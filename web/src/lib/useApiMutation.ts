import { useMutation, type QueryKey } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, type Problem } from '../api/problem';
import { queryClient } from '../api/queries';
import { ownVersion, recordOf } from '../api/versions';
import { perform, readRecord, type Write } from '../api/writes';
import { askChoices, askToGoAhead } from './conflicts';
import { visibleOf } from './merge';
import { calledOf, useNaming, type OwnNaming } from './naming';
import { sendAct, sendEdit, shownIn, Withheld, type Outside, type Versioned } from './sendWrite';
import { toast } from './toasts';

type Shared<Given, Answer> = {
  /** Said aloud when it is done. */
  said?: string | ((answer: Answer, given: Given) => string);
  onDone?: (answer: Answer, given: Given) => unknown;
  /** Whoever calls shows what is wrong: nothing is said in the corner. */
  quiet?: boolean;
  /** True when what was wrong is said there. */
  onRefused?: (problem: Problem, given: Given) => boolean | void;
  /** What is asked for anew afterwards; all screens unless said. */
  touches?: readonly QueryKey[];
};
/** Something new, an act that rests on no version, or a file to fetch. `prepare` is what takes its time first, as an upload does. */
type Act<Given, Answer> = Shared<Given, Answer> & { act: (given: Given) => Write<Answer> | Promise<Answer>; prepare?: undefined };
type Prepared<Given, Made, Answer> = Shared<Given, Answer> & {
  prepare: (given: Given) => Promise<Made>;
  act: (made: Made) => Write<Answer>;
};
/** The record that an act is done to, as its reader saw it. */
type Target<Made, R> = {
  record: R | ((made: Made) => R);
  /** What the act rests on, by field; all that the record shows unless said. When it changed meanwhile the reader is asked. */
  concerns?: (record: R, made: Made) => object;
  /** Whether the act may still be done to the record as it is now. */
  may?: (record: R, made: Made) => boolean;
  read?: () => Promise<R>;
  naming?: OwnNaming;
};
/** A form over a record: only what was changed of it is sent. */
type Edit<V, Patch, R, Answer> = Shared<V, Answer | R> & {
  record: R;
  /** What the form shows of a record. */
  fields: (record: R) => V;
  /** What the API takes of the fields; the fields themselves unless said. */
  wire?: (fields: V, record: R) => Patch;
  act: (patch: Partial<Patch>) => Write<Answer>;
  /** Send it although nothing was changed. */
  always?: boolean;
  /** Fields that what was changed says something of, as a translation does of its original. */
  restsOn?: (changed: string[]) => string[];
  read?: () => Promise<R>;
  naming?: OwnNaming;
};

export type ApiMutation<Given, Answer> = {
  mutate: (given: Given, onDone?: (answer: Answer) => unknown) => void;
  isPending: boolean;
  given: Given | undefined;
  data: Answer | undefined;
  problem: Problem | null;
  reset: () => void;
};

type Loose = Shared<unknown, unknown> &
  Partial<Omit<Target<unknown, Versioned>, 'record'>> & {
    record?: Versioned | ((made: unknown) => Versioned);
    prepare?: (given: unknown) => Promise<unknown>;
    act: (made: unknown) => Write | Promise<unknown>;
    fields?: (record: Versioned) => object;
    wire?: (fields: object, record: Versioned) => object;
    always?: boolean;
    restsOn?: (changed: string[]) => string[];
  };

/**
 * The one way to write. A POST carries its key, and the same key again while nobody knows whether it was done; an act on a record
 * carries the version that was seen, or the one that one's own last act made of it. A change in between is dealt with by
 * `sendAct` and `sendEdit`: sent again where it does not matter, else the reader decides.
 */
export function useApiMutation<V extends object, Patch extends object, R extends Versioned, Answer>(
  options: Edit<V, Patch, R, Answer>,
): ApiMutation<V, Answer | R>;
export function useApiMutation<Given, Made, R extends Versioned, Answer>(
  options: Prepared<Given, Made, Answer> & Target<Made, R>,
): ApiMutation<Given, Answer>;
export function useApiMutation<Given, Made, Answer>(options: Prepared<Given, Made, Answer>): ApiMutation<Given, Answer>;
export function useApiMutation<Given, R extends Versioned, Answer>(
  options: Act<Given, Answer> & Target<Given, R>,
): ApiMutation<Given, Answer>;
export function useApiMutation<Given, Answer>(options: Act<Given, Answer>): ApiMutation<Given, Answer>;
export function useApiMutation(given: unknown): ApiMutation<unknown, unknown> {
  const options = given as Loose;
  const { t } = useTranslation();
  const naming = useNaming(options.naming);
  // A form keeps the record that it was opened on: its page may be read anew under it.
  const opened = useRef(options.fields && (options.record as Versioned));

  const called = (made: unknown) =>
    calledOf(naming, typeof options.record === 'function' ? options.record(made) : (opened.current ?? options.record));
  const write = async (made: unknown): Promise<unknown> => {
    let last: Write;
    const outside: Outside<Versioned, unknown> = {
      send: (patch, version) => {
        last = options.act(patch ?? made) as Write;
        return perform(last, { version });
      },
      own: (seen) => ownVersion(recordOf(last ?? (options.act(options.fields ? {} : made) as Write)), seen),
      read: async () => (options.read ? options.read() : ((await readRecord(last)) as Versioned)),
      isStale: (error) => asProblem(error).status === 412,
      choose: (clashes) => askChoices(clashes, { ...naming, record: called(made) }),
      goAhead: (changes) => askToGoAhead(changes, { ...naming, record: called(made) }),
    };
    if (options.fields && opened.current) {
      const { fields, wire = (typed: object) => typed, always, restsOn } = options;
      return sendEdit({ record: opened.current, typed: made as object, fields, wire, always, restsOn }, outside);
    }
    if (options.record) {
      const concerns = (record: Versioned) => options.concerns?.(record, made) ?? (visibleOf(record) as object);
      const record = typeof options.record === 'function' ? options.record(made) : options.record;
      const may = (now: Versioned) => options.may?.(now, made) ?? true;
      return sendAct({ record, concerns, may }, outside);
    }
    const act = options.act(made);
    return act instanceof Promise ? act : perform(act);
  };

  const mutation = useMutation({
    mutationFn: async (typed: unknown) => write(options.prepare ? await options.prepare(typed) : typed),
    onSuccess: (answer, typed) => {
      if (opened.current && shownIn(answer, opened.current)) opened.current = answer;
      const said = typeof options.said === 'function' ? options.said(answer, typed) : options.said;
      if (said) toast({ tone: 'ok', title: said });
      void options.onDone?.(answer, typed);
    },
    onError: (error, typed) => {
      if (error instanceof Withheld) return;
      const problem = asProblem(error);
      if (options.onRefused?.(problem, typed) === true || options.quiet) return;
      const stale = problem.status === 412;
      const wrong = [...new Set(problem.errors.map((one) => one.detail))].join(' ');
      toast({
        tone: 'danger',
        title: stale ? t('stale.title') : problem.title,
        body: stale
          ? [options.prepare ? undefined : called(typed), t('stale.body')].filter(Boolean).join(': ')
          : wrong || problem.detail,
      });
    },
    onSettled: () =>
      Promise.all((options.touches ?? [['screen']]).map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
  return {
    mutate: (typed, onDone) =>
      void mutation.mutateAsync(typed).then(
        (answer) => onDone?.(answer),
        () => undefined,
      ),
    isPending: mutation.isPending,
    given: mutation.variables,
    data: mutation.data,
    problem: mutation.error && !(mutation.error instanceof Withheld) ? asProblem(mutation.error) : null,
    reset: mutation.reset,
  };
}

/** The same for a form that serves several kinds of writes and says by its own types which of them it is given. */
export const useFormMutation = <Given extends object>(options: object): ApiMutation<Given, unknown> =>
  useApiMutation(options as Act<Given, unknown>);
