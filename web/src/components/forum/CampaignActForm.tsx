import type { ReactNode } from 'react';
import type { Verb } from '../../api/campaigns';
import type { Campaign } from '../../api/types';
import { useAct } from '../../lib/act';
import { ActForm } from '../ActDialog';

/** The form of an act on a campaign. `given` is what is sent, undefined while it is not complete. */
export function CampaignActForm(p: {
  yes: string;
  campaign: Campaign;
  verb: Verb;
  typed: unknown;
  given: object | undefined;
  close: () => void;
  danger?: boolean;
  children: ReactNode;
}) {
  const act = useAct(p.campaign, { onDone: p.close });
  const { verb, given: body } = p;
  return (
    <ActForm
      yes={p.yes}
      danger={p.danger}
      typed={p.typed}
      ready={body !== undefined}
      pending={act.isPending}
      send={() => act.mutate({ verb, body })}
    >
      {p.children}
    </ActForm>
  );
}
