import { useTranslation } from 'react-i18next';
import type { PhotoState } from '../../api/studio';
import { Badge, type Tone } from '../ui';

const tones: Record<PhotoState, Tone> = {
  ingested: 'plain',
  captioned: 'accent',
  'in-review': 'warn',
  cleared: 'brand',
  embargoed: 'warn',
  released: 'ok',
  withdrawn: 'danger',
  superseded: 'danger',
};
export function PhotoStateBadge({ state }: { state: PhotoState }) {
  const { t } = useTranslation();
  return <Badge tone={tones[state]}>{t(`photostate.${state}`)}</Badge>;
}
