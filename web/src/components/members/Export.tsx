import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { FileDown } from 'lucide-react';
import { exportPeople, type Format } from '../../api/keeping';
import type { MemberFilters } from '../../api/queries';
import { useApiMutation } from '../../lib/useApiMutation';
import { Ask } from '../Confirm';
import { Press } from '../Press';
import { btn } from '../ui';

const formats: Format[] = ['xlsx', 'csv', 'vcf'];

/** What is on the page, as a file. */
export function Export({ filters }: { filters: MemberFilters }) {
  const { t } = useTranslation();
  const make = useApiMutation({ act: (format: Format) => exportPeople(filters, format), touches: [] });
  return (
    <div className="no-print">
      <Ask
        title={t('export.title')}
        trigger={(open) => (
          <Button onPress={open} className={btn.onDark}>
            <FileDown className="size-4.5" aria-hidden />
            {t('export')}
          </Button>
        )}
      >
        {(close) => (
          <>
            <p className="mt-2 text-muted">{t('export.body')}</p>
            <div className="mt-5 grid gap-2">
              {formats.map((format) => (
                <Press key={format} pending={make.isPending} onPress={() => make.mutate(format, close)} className={btn.quiet}>
                  {t(`export.${format}`)}
                </Press>
              ))}
            </div>
          </>
        )}
      </Ask>
    </div>
  );
}
