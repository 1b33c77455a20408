import { EyeOutlined } from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { t } from '../i18n/i18n.ts';
import { ErrorSentence } from './error-sentence.tsx';
import './small.css';

/** Personal data with a mask; unmasking asks for a reason, which the server records. */
export function MaskedText({ masked, reveal }: { masked: string; reveal?: (reason: string) => Promise<string> }) {
  const [plain, setPlain] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  if (plain !== undefined) {
    return (
      <span className="masked">
        {plain}
        <button type="button" className="link-button" onClick={() => setPlain(undefined)}>
          {t('遮盖')}
        </button>
      </span>
    );
  }
  if (!reveal) return <span>{masked}</span>;
  const ask = async () => {
    if (isBusy || !reason.trim()) return;
    setBusy(true);
    setFailure(undefined);
    try {
      setPlain(await reveal(reason.trim()));
      setOpen(false);
      setReason('');
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={setOpen}
      content={
        <div className="masked-ask">
          <p>{t('查看完整信息需说明用途，将记入日志')}</p>
          <Input
            autoFocus
            maxLength={100}
            placeholder={t('用途，如：通知整改')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={() => void ask()}
          />
          <ErrorSentence error={failure} />
          <Button type="primary" loading={isBusy} disabled={!reason.trim()} onClick={() => void ask()}>
            {t('查看')}
          </Button>
        </div>
      }
    >
      <button type="button" className="plain-button masked" aria-label={t('查看完整信息')}>
        {masked}
        <EyeOutlined />
      </button>
    </Popover>
  );
}
