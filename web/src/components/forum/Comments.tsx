import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { PenLine, RotateCcw, Trash2 } from 'lucide-react';
import { commentsQuery, resay, say, showAgain, touchedBy, unsay, type Comment } from '../../api/forum';
import { moment, type Lang } from '../../lib/dates';
import type { Called } from '../../lib/mentions';
import { useUnsaved } from '../../lib/unsaved';
import { useApiMutation } from '../../lib/useApiMutation';
import { Cancel } from '../Cancel';
import { Confirm } from '../Confirm';
import { More } from '../More';
import { Press } from '../Press';
import { Bars, Fault, Loading } from '../states';
import { btn, Panel } from '../ui';
import { MentionBox } from './MentionBox';
import { Said } from './Said';

/** Words with the people named in them: who was called and still is named is mentioned. */
function useWords(first: string) {
  const [text, type] = useState(first);
  const [called, call] = useState<Called[]>([]);
  const unsaved = useUnsaved(text);
  return {
    text: text.trim(),
    named: called.filter(({ name }) => text.includes(`@${name}`)).map((one) => one.id),
    box: { text, called, write: type, call: (person: Called) => call([...called, person]) },
    dismiss: unsaved.dismiss,
    /** They were said: nothing of them waits any more. */
    said() {
      unsaved.saved(first);
      type(first);
      call([]);
    },
  };
}
type Words = ReturnType<typeof useWords>;

/** Where one says something, with the way to mention people. */
function WordsForm(p: {
  words: Words;
  send: () => void;
  pending: boolean;
  yes: string;
  lang: Lang;
  className: string;
  leave?: () => void;
}) {
  const { t } = useTranslation();
  const field = useId();
  return (
    <form
      className={p.className}
      onSubmit={(e) => {
        e.preventDefault();
        if (p.words.text) p.send();
      }}
    >
      <label htmlFor={field} className="text-sm font-semibold">
        {t('comments.yours')}
      </label>
      <MentionBox id={field} describedBy={`${field}-hint`} {...p.words.box} lang={p.lang} />
      <p id={`${field}-hint`} className="mt-1 text-sm text-muted">
        {t('comments.hint')}
      </p>
      <div className="mt-2 flex gap-3">
        <Press type="submit" pending={p.pending} className={btn.primary}>
          {p.yes}
        </Press>
        {p.leave && <Cancel leave={p.leave} />}
      </div>
    </form>
  );
}

/** One's own words, to say them otherwise. */
function Rewrite({ id, one, lang, close }: { id: string; one: Comment; lang: Lang; close: () => void }) {
  const { t } = useTranslation();
  const words = useWords(one.text);
  const save = useApiMutation({
    act: () => resay(id, one.id, { text: words.text, mentions: [...new Set([...one.mentions, ...words.named])] }),
    record: one,
    concerns: (comment) => ({ text: comment.text }),
    onDone: () => {
      words.said();
      close();
    },
    touches: touchedBy(id),
  });
  return (
    <WordsForm
      className="mt-2"
      words={words}
      send={() => save.mutate(undefined)}
      pending={save.isPending}
      yes={t('comments.save')}
      lang={lang}
      leave={() => words.dismiss(close)}
    />
  );
}

function One({ id, one, lang }: { id: string; one: Comment; lang: Lang }) {
  const { t } = useTranslation();
  const [rewriting, rewrite] = useState(false);
  const remove = useApiMutation({ act: () => unsay(id, one.id), touches: touchedBy(id) });
  const restore = useApiMutation({ act: () => showAgain(id, one.id), touches: touchedBy(id) });
  return (
    <li className="border-t border-line py-3.5 first:border-0 first:pt-0">
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <bdi className="font-semibold">{one.by.name?.[lang] ?? t('comments.someone')}</bdi>
        {one.entity && <bdi className="text-xs text-muted">{one.entity.name[lang]}</bdi>}
        <time dateTime={one.at} className="num text-xs text-muted">
          {moment(one.at, lang)}
        </time>
        {one.editedAt && <span className="text-xs text-muted">{t('comments.edited', { at: moment(one.editedAt, lang) })}</span>}
        <span className="no-print ms-auto flex">
          {one.editable && (
            <Button onPress={() => rewrite(true)} aria-label={t('comments.edit')} className={btn.icon}>
              <PenLine className="size-4" aria-hidden />
            </Button>
          )}
          {one.restorable && (
            <Button onPress={() => restore.mutate(undefined)} aria-label={t('comments.restore')} className={btn.icon}>
              <RotateCcw className="size-4" aria-hidden />
            </Button>
          )}
          {one.removable && (
            <Confirm
              title={t('comments.remove.q')}
              body={t(one.editable ? 'comments.remove.body' : 'comments.remove.hides')}
              yes={t('comments.remove')}
              onYes={() => remove.mutate(undefined)}
              trigger={(open) => (
                <Button onPress={open} aria-label={t('comments.remove')} className={btn.icon}>
                  <Trash2 className="size-4" aria-hidden />
                </Button>
              )}
            />
          )}
        </span>
      </p>
      {one.removedAt ? (
        <p className="mt-1 text-sm text-muted">
          {t(one.removedBy === 'secretariat' ? 'comments.removed.secretariat' : 'comments.removed')}
        </p>
      ) : rewriting ? (
        <Rewrite id={id} one={one} lang={lang} close={() => rewrite(false)} />
      ) : (
        <Said text={one.text} mentions={one.mentions} lang={lang} />
      )}
    </li>
  );
}

/** What members say of it, the oldest first. */
export function Comments({ id, lang }: { id: string; lang: Lang }) {
  const { t } = useTranslation();
  const words = useWords('');
  const list = useInfiniteQuery(commentsQuery(id));
  const items = list.data?.pages.flatMap((page) => page.items);
  const post = useApiMutation({
    act: () => say(id, { text: words.text, mentions: [...new Set(words.named)] }),
    onDone: words.said,
    touches: touchedBy(id),
  });
  return (
    <Panel
      id="comments-h"
      title={t('comments.title')}
      sub={items?.length === 0 ? t('comments.none') : undefined}
      className="no-print"
    >
      {!items && list.error && <Fault compact error={list.error} retry={() => void list.refetch()} />}
      {!items && !list.error && (
        <Loading label={t('comments.loading')}>
          <Bars rows={3} />
        </Loading>
      )}
      {items && items.length > 0 && (
        <ol>
          {items.map((one) => (
            <One key={one.id} id={id} one={one} lang={lang} />
          ))}
        </ol>
      )}
      <More
        there={list.hasNextPage}
        busy={list.isFetchingNextPage}
        error={list.isFetchNextPageError ? list.error : null}
        next={() => void list.fetchNextPage()}
      />
      <WordsForm
        className="mt-3"
        words={words}
        send={() => post.mutate(undefined)}
        pending={post.isPending}
        yes={t('comments.send')}
        lang={lang}
      />
    </Panel>
  );
}
