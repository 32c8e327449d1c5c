import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { Campaign, ChangeRequest } from '../api/types';
import { PLACE } from './kept';

type Review = {
  /** The reader may ask for changes now. */
  asking: boolean;
  /** Open ones; the reviewer also sees how earlier ones were met. */
  requests: ChangeRequest[];
  notes: Record<string, string>;
  note: (field: string, text: string | undefined) => void;
  clear: () => void;
};
const Context = createContext<Review>({ asking: false, requests: [], notes: {}, note: () => {}, clear: () => {} });
export const useReview = () => useContext(Context);

/** The notes of a review not yet sent; kept for this tab, so that a reload loses none. */
export function ReviewProvider({ campaign, children }: { campaign: Campaign; children: ReactNode }) {
  const place = `${PLACE}review.${campaign.id}`;
  const [notes, keep] = useState<Record<string, string>>(() => JSON.parse(sessionStorage.getItem(place) ?? '{}'));
  const save = useCallback(
    (next: Record<string, string>) => {
      sessionStorage.setItem(place, JSON.stringify(next));
      keep(next);
    },
    [place],
  );
  const value = useMemo<Review>(
    () => ({
      asking: campaign.actions.includes('request-changes'),
      requests: campaign.review?.requests.filter((r) => !r.resolvedAt || campaign.actions.includes('request-changes')) ?? [],
      notes,
      note(field, text) {
        const { [field]: _, ...rest } = notes;
        save(text === undefined ? rest : { ...rest, [field]: text });
      },
      clear: () => save({}),
    }),
    [campaign, notes, save],
  );
  return <Context value={value}>{children}</Context>;
}
