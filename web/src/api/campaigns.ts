/** The acts on a campaign, to be sent. Each answers with the campaign as the server then holds it. */
import { patch, post, type Write } from './writes';
import type { Campaign } from './types';
import type { Wire } from '../lib/draft';
import type { Bi } from '../lib/text';

export const createCampaign = (title: Bi, derivedFrom?: string) =>
  post('/api/v1/campaigns', {}, { title, ...(derivedFrom ? { derivedFrom } : {}) }) as Write<Campaign>;

export const patchCampaign = (id: string, changes: Partial<Wire>) =>
  patch('/api/v1/campaigns/{campaign_id}', { campaign_id: id }, changes) as Write<Campaign>;

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

/** A change of state, named as the command. */
export const campaignAct = (id: string, verb: Verb, given?: object) =>
  post(
    `/api/v1/campaigns/{campaign_id}/${verb}` as '/api/v1/campaigns/{campaign_id}/submit',
    { campaign_id: id },
    given as never,
  ) as Write<Campaign>;
