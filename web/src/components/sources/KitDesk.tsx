import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CircleSlash, History, PenLine, Send } from 'lucide-react';
import { actOnKit, type Kit } from '../../api/looks';
import { moment, type Lang } from '../../lib/dates';
import { visibleOf } from '../../lib/merge';
import { useApiMutation } from '../../lib/useApiMutation';
import { ReasonDialog } from '../ActDialog';
import { Confirm } from '../Confirm';
import { Press } from '../Press';
import { btn, Panel } from '../ui';

/** One release, one revoke: each said before it is done. */
export function KitDesk({ kit, lang, editing }: { kit: Kit; lang: Lang; editing?: boolean }) {
  const { t } = useTranslation();
  if (!kit.mayRelease && !kit.mayWrite && !kit.maySeeDownloads) return null;
  return (
    <Panel id="kitdesk-h" title={t('sources.desk')} className="no-print">
      <div className="grid gap-2">
        {kit.mayWrite && kit.state === 'draft' && !editing && (
          <Link to="/$lang/kits/$id/edit" params={{ lang, id: kit.id }} className={btn.quiet}>
            <PenLine className="size-4.5" aria-hidden />
            {t('shelf.kit.edit')}
          </Link>
        )}
        {kit.maySeeDownloads && kit.state !== 'draft' && (
          <Link to="/$lang/kits/$id/downloads" params={{ lang, id: kit.id }} className={btn.quiet}>
            <History className="size-4.5" aria-hidden />
            {t('shelf.downloads')}
          </Link>
        )}
        {kit.mayRelease && kit.state !== 'revoked' && <Decide kit={kit} lang={lang} />}
      </div>
    </Panel>
  );
}

/** All that a release makes known. */
const shown = ({ state, title, summary, hashtags, audience, embargoUntil, closesAt, items }: Kit) => ({
  state,
  title,
  summary,
  hashtags,
  audience,
  embargoUntil,
  closesAt,
  items: visibleOf(items),
});

function Decide({ kit, lang }: { kit: Kit; lang: Lang }) {
  const { t } = useTranslation();
  const release = useApiMutation({
    record: kit,
    act: () => actOnKit(kit.id, 'release'),
    concerns: shown,
    may: (now) => now.mayRelease && now.state === 'draft',
    said: t('kits.did.release'),
  });
  return kit.state === 'draft' ? (
    <Confirm
      title={t('kits.release.q')}
      body={kit.embargoUntil ? t('kits.release.then', { when: moment(kit.embargoUntil, lang) }) : t('kits.release.now')}
      yes={t('kits.release')}
      onYes={() => release.mutate(undefined)}
      trigger={(open) => (
        <Press onPress={open} pending={release.isPending} className={`${btn.primary} w-full`}>
          <Send className="flip size-4.5" aria-hidden />
          {t('kits.release')}
        </Press>
      )}
    />
  ) : (
    <ReasonDialog
      title={t('kits.revoke.q')}
      label={t('kits.revoke')}
      icon={CircleSlash}
      look={`${btn.danger} w-full`}
      body={t('kits.revoke.body')}
      yes={t('kits.revoke')}
      danger
      record={kit}
      concerns={({ state }) => ({ state })}
      may={(now) => now.mayRelease && now.state !== 'revoked'}
      act={(reason) => actOnKit(kit.id, 'revoke', reason)}
      said={t('kits.did.revoke')}
    />
  );
}
