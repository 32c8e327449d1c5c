import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Activity, LogOut, Settings2, Star } from 'lucide-react';
import { Button, Dialog, Heading, Popover } from 'react-aria-components';
import { sessionQuery } from '../api/queries';
import { asProblem } from '../api/problem';
import { signOut } from '../api/session';
import { useLang } from '../lib/lang';
import { toast } from '../lib/toasts';
import { mayDrop } from '../lib/unsaved';
import type { PanelProps } from './Drop';
import { ThemeToggle } from './ThemeToggle';
import { btn, EntityTag, link } from './ui';

const places = [
  { to: '/$lang/profile', label: 'profile.open', icon: Settings2, role: null },
  { to: '/$lang/favourites', label: 'kept.link', icon: Star, role: null },
  { to: '/$lang/ops', label: 'ops.link', icon: Activity, role: 'ops' },
] as const;

/** Who is signed in, for whom, in which roles; and the way out. */
export default function UserPanel({ trigger, close }: PanelProps) {
  const lang = useLang();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: me } = useQuery(sessionQuery);
  if (!me) return null;
  const leave = async () => {
    if (!(await mayDrop())) return;
    try {
      await signOut();
      close();
      await navigate({ to: '/$lang/sign-in', params: { lang } });
    } catch (error) {
      toast({ tone: 'danger', title: asProblem(error).title });
    }
  };
  const roles = [...new Set(me.roles.map((r) => r.role))];
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={close}
      className="w-72 rounded-card border border-line bg-surface shadow-pop"
      placement="bottom end"
    >
      <Dialog className="p-4 outline-none">
        <Heading slot="title" className="text-base">
          <bdi>{me.person.name[lang]}</bdi>
        </Heading>
        {me.post && <p className="text-sm text-muted">{me.post.title[lang]}</p>}
        <div className="mt-2">
          <EntityTag entity={me.entity} lang={lang} wrap />
        </div>
        <ul aria-label={t('roles')} className="mt-3 flex flex-wrap gap-1.5 text-xs text-muted">
          {roles.map((role) => (
            <li key={role} className="rounded-md border border-line bg-bg px-2 py-0.5">
              {t(`role.${role}`)}
            </li>
          ))}
        </ul>
        <ul className="mt-3 border-t border-line pt-2">
          {places
            .filter(({ role }) => !role || roles.some((one) => one === role))
            .map(({ to, label, icon: Icon }) => (
              <li key={to}>
                <Link to={to} params={{ lang }} onClick={close} className={`${link} w-full gap-2 py-1.5`}>
                  <Icon className="size-4" aria-hidden />
                  {t(label)}
                </Link>
              </li>
            ))}
        </ul>
        <div className="mt-2 flex items-center justify-between border-t border-line pt-3">
          <Button onPress={leave} className={btn.small}>
            <LogOut className="flip size-4" aria-hidden />
            {t('signout')}
          </Button>
          <ThemeToggle />
        </div>
      </Dialog>
    </Popover>
  );
}
