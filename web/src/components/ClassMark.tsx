import { useTranslation } from 'react-i18next';
import { Hourglass, Lock } from 'lucide-react';
import { moment, type Lang } from '../lib/dates';
import { Badge } from './ui';

type Marked = { classification?: string; embargoUntil?: string | null };

/** Who may know of a record: its class unless it is open, and its embargo until that has passed. On cards, pages, lists and paper. */
export function ClassMark({ of, lang }: { of: Marked; lang: Lang }) {
  const { t } = useTranslation();
  const shared = of.classification && of.classification !== 'open';
  const ahead = of.embargoUntil && Date.parse(of.embargoUntil) > Date.now();
  return (
    <>
      {shared && (
        <Badge tone="danger" icon={Lock}>
          {t(`class.${of.classification}`)}
        </Badge>
      )}
      {ahead && (
        <Badge tone="warn" icon={Hourglass}>
          {t('class.embargo', { when: moment(of.embargoUntil!, lang) })}
        </Badge>
      )}
    </>
  );
}
