/** The acts on a campaign, to be sent. Each answers with the campaign as the server then holds it. */
import { del, patch, post, type Write } from './writes';
import type { Campaign } from './types';
import type { Published, Wire } from '../lib/draft';
import type { Bi } from '../lib/text';

export const createCampaign = (title: Bi, derivedFrom?: string) =>
  post('/api/v1/campaigns', {}, { title, ...(derivedFrom ? { derivedFrom } : {}) }) as Write<Campaign>;

export const patchCampaign = (id: string, changes: Partial<Wire>) =>
  patch('/api/v1/campaigns/{campaign_id}', { campaign_id: id }, changes) as Write<Campaign>;

export const deleteCampaign = (id: string) => del('/api/v1/campaigns/{campaign_id}', { campaign_id: id });

export type Verb =
  | 'submit'
  | 'recall'
  | 'start-review'
  | 'request-changes'
  | 'approve'
  | 'schedule'
  | 'unschedule'
  | 'launch'
  | 'complete'
  | 'reopen'
  | 'withdraw'
  | 'cancel'
  | 'restore'
  | 'correct'
  | 'amend'
  | 'evaluate'
  | 'reopen-evaluation'
  | 'mark-exemplar'
  | 'revoke-exemplar'
  | 'supersede'
  | 'reinstate';

/** A change of state, named as the command. */
export const campaignAct = (id: string, verb: Verb, given?: object) =>
  post(
    `/api/v1/campaigns/{campaign_id}/${verb}` as '/api/v1/campaigns/{campaign_id}/submit',
    { campaign_id: id },
    given as never,
  ) as Write<Campaign>;

/** What is corrected of a launched campaign, and why. */
export const correctCampaign = (id: string, changes: Partial<Published>, reason: string) =>
  post('/api/v1/campaigns/{campaign_id}/correct', { campaign_id: id }, { ...changes, reason }) as Write<Campaign>;
