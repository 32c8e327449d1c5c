/** The Studio as its routes know it: the gallery. What only its pages need is in `studioWork.ts`. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, body } from './client';
import type { components } from './schema';
import type { Whole } from './types';

type S = components['schemas'];
export type PhotoCard = Whole<S['PhotoCard']>;
export type OfficialPhoto = Whole<S['OfficialPhoto']>;
export type Details = OfficialPhoto['details'];
export type Changes = Partial<S['DetailsBody']>;
export type Region = S['RegionBody'];
export type Size = S['Size'];
export type Ratio = S['Ratio'];
export type PhotoState = S['State'];
export type Terms = Whole<S['TermsBody']>;

export const ratios = ['landscape', 'portrait', 'square', 'panorama'] as const satisfies Ratio[];
export type GalleryFilters = { q?: string; person?: string; occasion?: string; year?: number; ratio?: Ratio; sort?: 'oldest' };
export type Desk = 'words' | 'review' | 'release' | 'out' | 'gone';

const PAGE = 60;
export const studioQuery = (filters: GalleryFilters) =>
  infiniteQueryOptions({
    queryKey: ['screen', 'studio', filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/screens/studio', { params: { query: { ...filters, limit: PAGE, cursor: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
