import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CircleHelp, Keyboard, type LucideIcon } from 'lucide-react';
import { gates } from '../components/gates';
import { Keys } from '../components/Keys';
import { PageHero } from '../components/PageHero';
import { link, Panel } from '../components/ui';
import { useLang } from '../lib/lang';
import { useTitle } from '../lib/text';

function Part({ id, title, icon, to }: { id: string; title: string; icon: LucideIcon; to?: string }) {
  const { t } = useTranslation();
  const steps = t(`help.${id}`, { returnObjects: true }) as string[];
  return (
    <Panel
      id={`h-${id}`}
      title={title}
      icon={icon}
      action={
        to && (
          <Link to={to} className={link} aria-label={`${t('help.open')}: ${title}`}>
            {t('help.open')}
          </Link>
        )
      }
    >
      <ul className="list-disc space-y-1.5 ps-5 text-[.95rem] leading-7">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
    </Panel>
  );
}

/** What one does at each gate, in plain words; the keys; and who helps when nothing else does. */
export function Help() {
  const lang = useLang();
  const { t } = useTranslation();
  useTitle(t('help.title'));
  return (
    <>
      <PageHero trail={[{ label: t('help.title') }]} title={t('help.title')} lede={<p>{t('help.lede')}</p>} overlap="half" />
      <div className="wrap-page relative -mt-14 grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        {gates.map(([gate, icon]) => (
          <Part key={gate} id={gate} title={t(`gate.${gate}`)} icon={icon} to={`/${lang}/${gate}`} />
        ))}
        <Part id="ask" title={t('help.who')} icon={CircleHelp} />
        <Panel id="h-keys" title={t('keys.title')} icon={Keyboard}>
          <Keys />
        </Panel>
      </div>
    </>
  );
}
