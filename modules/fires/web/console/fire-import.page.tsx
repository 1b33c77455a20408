import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { EarlierImports, TableUpload } from '#platform/web/table-import/index.ts';
import { fireTables } from '../import-source.tsx';

/** Where imports begin, and what became of the earlier ones. */
export default function FireImportPage() {
  return (
    <>
      <nav className="detail-back no-print">
        <RecordLink to="/fires">‹ {t('火灾')}</RecordLink>
      </nav>
      <PageHeader
        title={t('导入火灾和接处警')}
        note={t('每行一起警情；先检查全部行，全部通过才写入；已导入过的不重复写入')}
      />
      <section className="import-card">
        <TableUpload source={fireTables} limits={t('xlsx 或 csv（UTF-8、GB18030），至多 10 万行、60 MB')} />
      </section>
      <EarlierImports source={fireTables} name="fire-imports" />
    </>
  );
}
