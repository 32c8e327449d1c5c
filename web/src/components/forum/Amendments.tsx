import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../api/types';
import type { Lang } from '../../lib/dates';
import { useAmended } from '../../lib/amended';
import { AmendmentList } from '../Amendments';
import { Panel } from '../ui';

/** Every change after the launch. */
export function Amendments({ c, lang }: { c: Campaign; lang: Lang }) {
  const { t } = useTranslation();
  const read = useAmended(c);
  const amendments = c.outcome.amendments.map((one) => ({ ...one, name: one.by.name }));
  if (!amendments.length) return null;
  return (
    <Panel id="amend-h" title={t('amendments.title')} sub={t('amendments.sub')}>
      <AmendmentList amendments={amendments} read={read} lang={lang} />
    </Panel>
  );
}
