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
import { Confirm } from '../Confirm';
import { More } from '../More';
import { Press } from '../Press';
import { Bars, Fault, Loading } from '../states';
import { btn, Panel } from '../ui';
import { MentionBox } from './MentionBox';
import { Said } from './Said';

/** One's own words, to say them otherwise. Who was mentioned and still is named stays mentioned. */
function Rewrite({ id, one, lang, close }: { id: string; one: Comment; lang: Lang; close: () => void }) {
  const { t } = useTranslation();
  const field = useId();
  const [text, type] = useState(one.text);
  const [called, call] = useState<Called[]>([]);
  useUnsaved(text);
  const named = () => called.filter(({ name }) => text.includes(`@${name}`)).map((person) => person.id);
  const save = useApiMutation({
    act: () => resay(id, one.id, { text: text.trim(), mentions: [...new Set([...one.mentions, ...named()])] }),
    record: one,
    concerns: (comment) => ({ text: comment.text }),
    onDone: close,
    touches: touchedBy(id),
  });
  return (
    <form
      className="mt-2"
      onSubmit={(e) => {
        e.preventDefault();
        if (text.trim()) save.mutate(undefined);
      }}
    >
      <label htmlFor={field} className="text-sm font-semibold">
        {t('comments.yours')}
      </label>
      <MentionBox
        id={field}
        describedBy={`${field}-hint`}
        text={text}
        called={called}
        write={type}
        call={(person) => call([...called, person])}
        lang={lang}
      />
      <p id={`${field}-hint`} className="mt-1 text-sm text-muted">
        {t('comments.hint')}
      </p>
      <div className="mt-2 flex gap-3">
        <Press type="submit" pending={save.isPending} className={btn.primary}>
          {t('comments.save')}
        </Press>
        <Button onPress={close} className={btn.quiet}>
          {t('cancel')}
        </Button>
      </div>
    </form>
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
  const field = useId();
  const [text, type] = useState('');
  const [called, call] = useState<Called[]>([]);
  const list = useInfiniteQuery(commentsQuery(id));
  const items = list.data?.pages.flatMap((page) => page.items);
  const mentioned = () => called.filter(({ name }) => text.includes(`@${name}`)).map((one) => one.id);
  useUnsaved(text);
  const post = useApiMutation({
    act: () => say(id, { text: text.trim(), mentions: [...new Set(mentioned())] }),
    onDone: () => {
      type('');
      call([]);
    },
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
      <form
        className="mt-3"
        onSubmit={(e) => {
          e.preventDefault();
          if (text.trim()) post.mutate(undefined);
        }}
      >
        <label htmlFor={field} className="text-sm font-semibold">
          {t('comments.yours')}
        </label>
        <MentionBox
          id={field}
          describedBy={`${field}-hint`}
          text={text}
          called={called}
          write={type}
          call={(person) => call([...called, person])}
          lang={lang}
        />
        <p id={`${field}-hint`} className="mt-1 text-sm text-muted">
          {t('comments.hint')}
        </p>
        <Press type="submit" pending={post.isPending} className={`${btn.primary} mt-2`}>
          {t('comments.send')}
        </Press>
      </form>
    </Panel>
  );
}
