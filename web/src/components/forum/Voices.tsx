import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Copy, Star, ThumbsUp } from 'lucide-react';
import { createCampaign } from '../../api/campaigns';
import { endorse, keep, showVoices, voicesQuery, type Voices as VoicesOf } from '../../api/forum';
import { sessionQuery } from '../../api/queries';
import { writes } from '../../api/session';
import type { Campaign } from '../../api/types';
import { num, type Lang } from '../../lib/dates';
import { useApiMutation } from '../../lib/useApiMutation';
import { Press } from '../Press';
import { btn, EntityTag, Panel } from '../ui';

/** Keep it, endorse it, begin one like it; and who endorses it. */
export function Voices({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const { data } = useQuery(voicesQuery(c.id));
  const { data: me } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const show = (voices: VoicesOf) => void showVoices(c.id, voices);
  const keeping = useApiMutation({
    act: (wanted: boolean) => keep(c.id, wanted),
    onDone: show,
    touches: [['screen', 'forum']],
  });
  const endorsing = useApiMutation({ act: (wanted: boolean) => endorse(c.id, wanted), onDone: show, touches: [] });
  const beginning = useApiMutation({
    act: () => createCampaign({ ar: '', en: '' }, c.id),
    onDone: (made) => navigate({ to: '/$lang/forum/$id/edit', params: { lang, id: made.id } }),
  });
  if (!data) return null;
  return (
    <Panel
      id="voices-h"
      title={t('voices.title')}
      sub={t('voices.count', { count: data.endorsements.length, n: num(data.endorsements.length, lang) })}
    >
      {data.endorsements.length > 0 && (
        <ul className="mb-4 space-y-2">
          {data.endorsements.slice(0, 6).map((one) => (
            <li key={one.by.id} className="text-sm">
              <span className="font-semibold">{one.by.name?.[lang]}</span>
              {one.entity && <EntityTag entity={one.entity} lang={lang} />}
            </li>
          ))}
        </ul>
      )}
      <div className="no-print grid gap-2">
        {data.mayEndorse && (
          <Press
            aria-pressed={data.endorsed}
            pending={endorsing.isPending}
            onPress={() => endorsing.mutate(!data.endorsed)}
            className={btn.quiet}
          >
            <ThumbsUp className={`size-4.5 ${data.endorsed ? 'fill-current text-brand' : ''}`} aria-hidden />
            {t(data.endorsed ? 'voices.endorsed' : 'voices.endorse')}
          </Press>
        )}
        <Press
          aria-pressed={data.kept}
          pending={keeping.isPending}
          onPress={() => keeping.mutate(!data.kept)}
          className={btn.quiet}
        >
          <Star className={`size-4.5 ${data.kept ? 'fill-current text-accent' : ''}`} aria-hidden />
          {t(data.kept ? 'voices.kept' : 'voices.keep')}
        </Press>
        {writes(me) && (
          <Press pending={beginning.isPending} onPress={() => beginning.mutate(undefined)} className={btn.quiet}>
            <Copy className="size-4.5" aria-hidden />
            {t('voices.like')}
          </Press>
        )}
      </div>
    </Panel>
  );
}
