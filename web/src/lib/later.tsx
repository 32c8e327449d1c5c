import { lazy, Suspense, type ComponentType } from 'react';
import { loadCatalogue } from '../i18n';
import type { Lang } from './dates';
import { useLang } from './lang';

/** A component that is fetched, with its words, when it is first shown; until then nothing stands in its place. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>, words?: string) {
  const fetched = (lang: Lang) =>
    lazy(async () => {
      const [part] = await Promise.all([load(), words && loadCatalogue(lang, words)]);
      return { default: part as ComponentType<object> };
    });
  const parts = { ar: fetched('ar'), en: fetched('en') };
  return function Later(props: Props) {
    const Part = parts[useLang()];
    return (
      <Suspense>
        <Part {...props} />
      </Suspense>
    );
  };
}
