import type { EntityRef } from '../api/types';
import type { Lang } from '../lib/dates';
import { Badge, EntityTag } from './ui';

/** A host is known by its record or, where only that came, by its code. */
export function HostTag({ host, lang, wrap }: { host: EntityRef | string | null; lang: Lang; wrap?: boolean }) {
  if (!host) return null;
  if (typeof host !== 'string') return <EntityTag entity={host} lang={lang} wrap={wrap} />;
  return (
    <Badge>
      <bdi dir="ltr">{host}</bdi>
    </Badge>
  );
}
