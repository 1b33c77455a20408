import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { t } from '../i18n/i18n.ts';
import './action-bar.css';
import { ErrorSentence } from './error-sentence.tsx';
import { showFieldErrors } from './form-drawer.tsx';

export type ActValues = { reason?: string } & Record<string, unknown>;

export type Act = {
  /** As in the response's `allowedActions`. */
  key: string;
  /** Verb of the field: 签发、送达、复查. */
  label: string;
  isPrimary?: boolean;
  isDanger?: boolean;
  /** Only for what cannot be undone: what exactly will happen, one sentence each. */
  consequences?: string[];
  /** Asks for a reason; `required` refuses an empty one. */
  reason?: 'optional' | 'required';
  /** More fields of the confirmation, as `<Field>`s. */
  fields?: ReactNode;
  run: (values: ActValues) => Promise<void> | void;
};

const visible = 3;

/** The acts that the server allows now: at most three as buttons, the others in a menu; each asks what it must ask. */
export function ActionBar({ acts, allowed }: { acts: Act[]; allowed: readonly string[] }) {
  const [asked, setAsked] = useState<Act>();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [form] = Form.useForm<ActValues>();
  const possible = acts.filter((act) => allowed.includes(act.key));
  const ordered = [...possible].sort((a, b) => Number(b.isPrimary ?? false) - Number(a.isPrimary ?? false));
  const buttons = ordered.slice(0, visible);
  const others = ordered.slice(buttons.length);

  const run = async (act: Act, values: ActValues) => {
    if (busy) return;
    setBusy(act.key);
    setFailure(undefined);
    try {
      await act.run(values);
      setAsked(undefined);
    } catch (error) {
      setFailure(act === asked ? showFieldErrors(form, error) : error);
    } finally {
      setBusy(undefined);
    }
  };

  const begin = (act: Act) => {
    setFailure(undefined);
    if (!act.consequences && !act.reason && !act.fields) return void run(act, {});
    form.resetFields();
    setAsked(act);
  };

  const confirm = async () => {
    const values = await form.validateFields().catch(() => undefined);
    if (asked && values) await run(asked, values);
  };

  if (possible.length === 0) return null;
  return (
    <div className="action-bar no-print">
      {failure && !asked ? <ErrorSentence error={failure} /> : null}
      {buttons.map((act) => (
        <Button
          key={act.key}
          type={act.isPrimary ? 'primary' : 'default'}
          danger={act.isDanger ?? false}
          loading={busy === act.key && !asked}
          disabled={busy !== undefined && busy !== act.key}
          onClick={() => begin(act)}
        >
          {act.label}
        </Button>
      ))}
      {others.length > 0 && (
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: others.map((act) => ({ key: act.key, label: act.label, danger: act.isDanger ?? false })),
            onClick: ({ key }) => {
              const act = others.find((one) => one.key === key);
              if (act) begin(act);
            },
          }}
        >
          <Button icon={<MoreOutlined />} aria-label={t('更多操作')} />
        </Dropdown>
      )}
      <Modal
        open={asked !== undefined}
        title={asked?.label}
        width={460}
        okText={asked?.label}
        okButtonProps={{ danger: asked?.isDanger ?? false }}
        cancelText={t('取消')}
        confirmLoading={busy !== undefined}
        mask={{ closable: false }}
        onOk={() => void confirm()}
        onCancel={() => setAsked(undefined)}
      >
        {asked?.consequences && (
          <div className={asked.isDanger ? 'consequences is-danger' : 'consequences'}>
            {asked.consequences.length === 1 ? (
              <p>{asked.consequences[0]}</p>
            ) : (
              <ul>
                {asked.consequences.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
          </div>
        )}
        <Form form={form} layout="vertical" requiredMark={false} disabled={busy !== undefined}>
          {asked?.fields}
          {asked?.reason && (
            <Form.Item
              name="reason"
              label={asked.reason === 'required' ? t('理由') : t('理由（选填）')}
              rules={
                asked.reason === 'required'
                  ? [{ required: true, whitespace: true, message: t('请写明理由，将记入经过') }]
                  : []
              }
            >
              <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} />
            </Form.Item>
          )}
        </Form>
        {failure && asked ? <ErrorSentence error={failure} /> : null}
      </Modal>
    </div>
  );
}
