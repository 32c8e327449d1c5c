import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Undo2 } from 'lucide-react';
import { reopenPost } from '../../api/keeping';
import { closedPostsQuery } from '../../api/members';
import type { Post } from '../../api/types';
import { useLang } from '../../lib/lang';
import { useApiMutation } from '../../lib/useApiMutation';
import { Press } from '../Press';
import { btn } from '../ui';

function Closed({ post }: { post: Pick<Post, 'id' | 'version' | 'title'> }) {
  const lang = useLang();
  const { t } = useTranslation();
  const reopen = useApiMutation({
    record: post,
    act: () => reopenPost(post.id),
    said: t('post.reopen.done'),
    touches: [['screen', 'members']],
  });
  return (
    <li className="flex flex-wrap items-center gap-3 py-2 text-sm">
      <span className="min-w-0 flex-1">{post.title[lang]}</span>
      <Press
        onPress={() => reopen.mutate(undefined)}
        pending={reopen.isPending}
        className={btn.small}
        aria-label={`${t('post.reopen')}: ${post.title[lang]}`}
      >
        <Undo2 className="size-4" aria-hidden />
        {t('post.reopen')}
      </Press>
    </li>
  );
}

/** Posts that exist no more, for who may give them back. */
export function ClosedPosts({ entity }: { entity: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(closedPostsQuery(entity));
  const mine = data?.items.filter((post) => post.actions.includes('reopen')) ?? [];
  if (!mine.length) return null;
  return (
    <details className="no-print border-t border-line px-5 py-3">
      <summary className="cursor-pointer text-sm font-semibold">{t('post.closed.list')}</summary>
      <ul className="mt-2 divide-y divide-line">
        {mine.map((post) => (
          <Closed key={post.id} post={post} />
        ))}
      </ul>
    </details>
  );
}
