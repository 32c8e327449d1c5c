import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { UserPlus } from 'lucide-react';
import { Button } from 'react-aria-components';
import { entityPostsQuery, type Presenter } from '../../api/meetings';
import { entitiesQuery } from '../../api/sources';
import { nameOf } from '../../lib/agenda';
import type { Lang } from '../../lib/dates';
import { useUnsaved } from '../../lib/unsaved';
import { btn, control } from '../ui';
import { Chosen, Line } from './rows';

function Post({ add, lang }: { add: (one: Presenter) => void; lang: Lang }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const { data: entities = [] } = useQuery(entitiesQuery);
  const { data } = useQuery(entityPostsQuery(code));
  const entity = entities.find((one) => one.code === code);
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      <label className="block text-sm">
        <span className="mb-1 block text-muted">{t('desk.entity')}</span>
        <select value={code} onChange={(e) => setCode(e.target.value)} className={`${control} h-11`}>
          <option value="">{t('form.choose')}</option>
          {entities.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name[lang]}
            </option>
          ))}
        </select>
      </label>
      <label className="block text-sm">
        <span className="mb-1 block text-muted">{t('seat.post')}</span>
        <select
          value=""
          disabled={!data?.posts.length}
          onChange={(e) => {
            const post = data?.posts.find((one) => one.id === e.target.value);
            if (post && entity) add({ postId: post.id, name: null, post: { id: post.id, title: post.title }, entity });
          }}
          className={`${control} h-11`}
        >
          <option value="">{t('form.choose')}</option>
          {data?.posts.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title[lang]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Guest({ add }: { add: (one: Presenter) => void }) {
  const { t } = useTranslation();
  const [ar, setAr] = useState('');
  const [en, setEn] = useState('');
  useUnsaved({ ar, en });
  const both = [
    ['ar', ar, setAr],
    ['en', en, setEn],
  ] as const;
  return (
    <div className="mt-3 grid grid-cols-1 items-end gap-3 sm:grid-cols-[1fr_1fr_auto]">
      {both.map(([lang, value, set]) => (
        <label key={lang} className="block text-sm">
          <span className="mb-1 block text-muted">{t(`presenter.${lang}`)}</span>
          <input
            lang={lang}
            dir={lang === 'ar' ? 'rtl' : 'ltr'}
            value={value}
            maxLength={300}
            onChange={(e) => set(e.target.value)}
            className={`${control} h-11`}
          />
        </label>
      ))}
      <Button
        isDisabled={!ar.trim() || !en.trim()}
        onPress={() => {
          add({ postId: null, name: { ar, en }, post: null, entity: null });
          setAr('');
          setEn('');
        }}
        className={btn.quiet}
      >
        <UserPlus className="flip size-4" aria-hidden />
        {t('presenter.add')}
      </Button>
    </div>
  );
}

/** Who presents: holders of posts, and guests from outside by name. */
export function PresentersField({ value, set, lang }: { value: Presenter[]; set: (now: Presenter[]) => void; lang: Lang }) {
  const { t } = useTranslation();
  const add = (one: Presenter) => set([...value, one]);
  return (
    <Chosen
      title={t('item.presenters')}
      none={t('item.presenters.none')}
      rows={value.map((one, place) => (
        <Line
          key={one.postId ?? `${one.name?.ar}${place}`}
          name={nameOf(one, lang)}
          off={() => set(value.filter((_, i) => i !== place))}
        />
      ))}
    >
      <Post add={add} lang={lang} />
      <Guest add={add} />
    </Chosen>
  );
}
