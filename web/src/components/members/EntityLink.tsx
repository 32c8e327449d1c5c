import { Link } from '@tanstack/react-router';
import type { EntityRef } from '../../api/types';
import { useLang } from '../../lib/lang';
import { EntityTag } from '../ui';

/** An entity that leads to its page. */
export function EntityLink({ entity }: { entity: EntityRef }) {
  const lang = useLang();
  return (
    <Link
      to="/$lang/entities/$code"
      params={{ lang, code: entity.code }}
      className="inline-flex max-w-full py-0.5 underline-offset-4 hover:underline"
    >
      <EntityTag entity={entity} lang={lang} wrap />
    </Link>
  );
}
