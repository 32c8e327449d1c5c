import { useParams } from '@tanstack/react-router';
import type { Lang } from './dates';

/** The language of the page is the first part of its address. */
export const useLang = (): Lang => ((useParams({ strict: false }) as { lang?: string }).lang === 'en' ? 'en' : 'ar');
