/** The acts on a campaign. Each returns the campaign as the server now holds it. */
import { api, body, match } from './client';
import { queryClient } from './queries';
import type { Campaign } from './types';
import type { Wire } from '../lib/draft';
import type { Bi } from '../lib/text';

export const createCampaign = (title: Bi, key: string): Promise<Campaign> =>
  body(api.POST('/api/v1/campaigns', { body: { title }, params: { header: { 'Idempotency-Key': key } } }));

export const patchCampaign = (id: string, version: number, changes: Partial<Wire>): Promise<Campaign> =>
  body(
    api.PATCH('/api/v1/campaigns/{campaign_id}', {
      params: { path: { campaign_id: id }, header: match(version) },
      body: changes,
    }),
  );

export const readCampaign = (id: string): Promise<Campaign> =>
  body(api.GET('/api/v1/campaigns/{campaign_id}', { params: { path: { campaign_id: id } } }));

export type Verb =
  | 'submit'
  | 'start-review'
  | 'request-changes'
  | 'approve'
  | 'schedule'
  | 'launch'
  | 'complete'
  | 'withdraw'
  | 'cancel'
  | 'amend'
  | 'evaluate'
  | 'mark-exemplar'
  | 'supersede';

/** A change of state, named as the command; `key` makes pressing twice the same act. */
export async function act(campaign: { id: string; version: number }, verb: Verb, key: string, given?: object): Promise<Campaign> {
  const changed = await body(
    api.POST(`/api/v1/campaigns/{campaign_id}/${verb}` as '/api/v1/campaigns/{campaign_id}/submit', {
      params: { path: { campaign_id: campaign.id }, header: { ...match(campaign.version), 'Idempotency-Key': key } },
      body: given as never,
    }),
  );
  void queryClient.invalidateQueries({ queryKey: ['screen'] });
  return changed;
}
