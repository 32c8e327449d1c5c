import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { newKey } from '../../api/client';
import { asProblem } from '../../api/problem';
import { sessionQuery } from '../../api/queries';
import { writes } from '../../api/session';
import { createDocument, entitiesQuery, kinds, patchDocument, type SourceDocument } from '../../api/sources';
import { classes } from '../../api/types';
import { useLang } from '../../lib/lang';
import type { Bi } from '../../lib/text';
import { Press } from '../Press';
import { Fault } from '../states';
import { btn } from '../ui';
import { BiLine, Line, OneOf } from './fields';

const empty = { ar: '', en: '' };
const split = (typed: string) => [...new Set(typed.split(/[,،]/).map((one) => one.trim()))].filter(Boolean);

/** What a document says of itself. Kind, class and owner are chosen once, when it begins. */
export function DocumentForm({ d, close, done }: { d?: SourceDocument; close: () => void; done?: (d: SourceDocument) => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const { data: me } = useQuery(sessionQuery);
  const { data: entities } = useQuery(entitiesQuery);
  const key = useRef(newKey());
  const [title, setTitle] = useState<Bi>(d?.title ?? empty);
  const [summary, setSummary] = useState<Bi>(d?.summary ?? empty);
  const [subjects, setSubjects] = useState(d?.subjects.join(lang === 'ar' ? '، ' : ', ') ?? '');
  const [basis, setBasis] = useState<Bi>(d?.legalBasis ?? empty);
  const [kind, setKind] = useState<string>('communication-guide');
  const [classification, classify] = useState<string>('open');
  const [owner, setOwner] = useState('');
  const given = {
    title,
    summary,
    subjects: split(subjects),
    legalBasis: basis.ar || basis.en ? basis : null,
  };
  const keep = useMutation({
    mutationFn: () =>
      d
        ? patchDocument(d, given)
        : createDocument(
            { ...given, kind, classification, ownerEntity: owner || null } as Parameters<typeof createDocument>[0],
            key.current,
          ),
    onSuccess: (kept) => {
      close();
      done?.(kept);
    },
    onSettled: (_, error) => {
      if (!error || asProblem(error).status !== 0) key.current = newKey();
    },
  });
  return (
    <form
      className="mt-4 space-y-4"
      onSubmit={(e) => {
        e.preventDefault();
        keep.mutate();
      }}
    >
      <BiLine label={t('sources.field.title')} value={title} set={setTitle} required />
      <BiLine label={t('sources.field.summary')} value={summary} set={setSummary} rows={3} max={1000} />
      {!d && (
        <div className="grid gap-4 sm:grid-cols-2">
          <OneOf
            label={t('sources.filter.kind')}
            value={kind}
            set={setKind}
            options={kinds.map((id) => ({ id, label: t(`sources.kind.${id}`) }))}
          />
          <OneOf
            label={t('sources.field.class')}
            value={classification}
            set={classify}
            options={classes.map((id) => ({ id, label: t(`sources.class.${id}`) }))}
          />
        </div>
      )}
      {!d && !writes(me) && entities && (
        <OneOf
          label={t('shelf.owner')}
          value={owner}
          set={setOwner}
          options={[
            { id: '', label: t('shelf.owner.mine') },
            ...entities.map((e) => ({ id: e.code, label: `${e.name[lang]} (${e.code})` })),
          ]}
        />
      )}
      <Line label={t('sources.field.subjects')} value={subjects} set={setSubjects} hint={t('shelf.subjects.hint')} max={400} />
      <BiLine label={t('sources.field.basis')} value={basis} set={setBasis} max={300} />
      {keep.error && <Fault error={keep.error} compact />}
      <div className="flex gap-3">
        <Press type="submit" pending={keep.isPending} className={btn.primary}>
          {t(d ? 'sources.save' : 'sources.new.yes')}
        </Press>
        <Button onPress={close} className={btn.quiet}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
