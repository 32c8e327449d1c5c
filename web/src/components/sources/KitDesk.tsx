import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { CircleSlash, History, PenLine, Send } from 'lucide-react';
import { actOnKit, type Kit } from '../../api/looks';
import { moment, type Lang } from '../../lib/dates';
import { toast } from '../../lib/toasts';
import { Ask, Confirm } from '../Confirm';
import { Press } from '../Press';
import { btn, Panel } from '../ui';
import { complain } from './complain';
import { BiLine } from './fields';

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

function Decide({ kit, lang }: { kit: Kit; lang: Lang }) {
  const { t } = useTranslation();
  const [reason, set] = useState({ ar: '', en: '' });
  const act = useMutation({
    mutationFn: (verb: 'release' | 'revoke') => actOnKit(kit, verb, verb === 'revoke' ? reason : undefined),
    onSuccess: (_, verb) => toast({ tone: 'ok', title: t(`kits.did.${verb}`) }),
    onError: complain,
  });
  return (
    <>
      {kit.state === 'draft' ? (
        <Confirm
          title={t('kits.release.q')}
          body={kit.embargoUntil ? t('kits.release.then', { when: moment(kit.embargoUntil, lang) }) : t('kits.release.now')}
          yes={t('kits.release')}
          onYes={() => act.mutate('release')}
          trigger={(open) => (
            <Press onPress={open} pending={act.isPending} className={`${btn.primary} w-full`}>
              <Send className="flip size-4.5" aria-hidden />
              {t('kits.release')}
            </Press>
          )}
        />
      ) : (
        <Ask
          title={t('kits.revoke.q')}
          trigger={(open) => (
            <Press onPress={open} pending={act.isPending} className={`${btn.danger} w-full`}>
              <CircleSlash className="size-4.5" aria-hidden />
              {t('kits.revoke')}
            </Press>
          )}
        >
          {(close) => (
            <form
              className="mt-3 space-y-4"
              onSubmit={(e) => {
                e.preventDefault();
                act.mutate('revoke');
                close();
              }}
            >
              <p className="text-muted">{t('kits.revoke.body')}</p>
              <BiLine label={t('sources.act.reason')} value={reason} set={set} rows={3} required />
              <Button type="submit" className={btn.danger}>
                {t('kits.revoke')}
              </Button>
            </form>
          )}
        </Ask>
      )}
    </>
  );
}
