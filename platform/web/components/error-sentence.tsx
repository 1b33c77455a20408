import { Button } from 'antd';
import { toApiError } from '../api.ts';
import { t } from '../i18n/i18n.ts';
import './messages.css';
import { ToneIcon } from './tone-icon.tsx';

/** What went wrong and what to do, in one sentence; `retry` is offered only where trying again can help. */
export function ErrorSentence({ error, retry }: { error: unknown; retry?: () => void }) {
  if (!error) return null;
  const told = toApiError(error);
  // What was refused will be refused again.
  const mayHelp = told.isTransient || told.status === 0 || told.status >= 500;
  return (
    <div className="error-sentence" role="alert">
      <ToneIcon tone="overdue" />
      <span>
        {told.message}
        {told.requestId && <span className="error-sentence-id"> {t('编号 {id}', { id: told.requestId })}</span>}
      </span>
      {retry && mayHelp && (
        <Button size="small" type="link" onClick={retry}>
          {t('重试')}
        </Button>
      )}
    </div>
  );
}
