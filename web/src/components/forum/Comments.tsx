import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { Trash2 } from 'lucide-react';
import { commentsQuery, say, touchedBy, unsay, type Comment } from '../../api/forum';
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

function One({ id, one, lang }: { id: string; one: Comment; lang: Lang }) {
  const { t } = useTranslation();
  const remove = useApiMutation({ act: () => unsay(id, one.id), touches: touchedBy(id) });
  return (
    <li className="border-t border-line py-3.5 first:border-0 first:pt-0">
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <bdi className="font-semibold">{one.by.name?.[lang] ?? t('comments.someone')}</bdi>
        {one.entity && <bdi className="text-xs text-muted">{one.entity.name[lang]}</bdi>}
        <time dateTime={one.at} className="num text-xs text-muted">
          {moment(one.at, lang)}
        </time>
        {one.removable && (
          <span className="no-print ms-auto">
            <Confirm
              title={t('comments.remove.q')}
              body={t('comments.remove.body')}
              yes={t('comments.remove')}
              onYes={() => remove.mutate(undefined)}
              trigger={(open) => (
                <Button onPress={open} aria-label={t('comments.remove')} className={btn.icon}>
                  <Trash2 className="size-4" aria-hidden />
                </Button>
              )}
            />
          </span>
        )}
      </p>
      {one.removedAt ? (
        <p className="mt-1 text-sm text-muted">{t('comments.removed')}</p>
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
