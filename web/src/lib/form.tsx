import { createContext, useContext } from 'react';
import type { ChangeRequest, EntityRef, Editable, Metric } from '../api/types';
import { read } from './pointer';

/** What every field of the campaign form can reach: its value by pointer, what is wrong with it, what was asked of it. */
export type Form = {
  draft: Editable;
  set: (pointer: string, value: unknown) => void;
  faults: Record<string, string>;
  requests: ChangeRequest[];
  /** What the author says to requests instead of changing the field, by the request's id. */
  answers: Record<string, string>;
  answer: (id: string, text: string) => void;
  entities: EntityRef[];
  metrics: Metric[];
  lead: EntityRef | undefined;
  /** Members see it already: what the launch fixed is not asked for. */
  launched?: boolean;
};
const Context = createContext<Form | null>(null);
export const FormProvider = Context.Provider;

export function useForm(): Form {
  const form = useContext(Context);
  if (!form) throw new Error('a field outside its form');
  return form;
}
export function useField<T>(pointer: string): [T, (value: T) => void] {
  const { draft, set } = useForm();
  return [read(draft, pointer) as T, (value) => set(pointer, value)];
}
