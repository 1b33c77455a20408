import { Form, Input } from 'antd';
import { t } from '../i18n/i18n.ts';

export type Passwords = { current: string; next: string; again: string };

/** Old password, new password, new password again: the fields of every form that changes the own password. */
export function PasswordFields() {
  const asked = (label: string) => ({ required: true, message: t('请填写{label}', { label }) });
  return (
    <>
      <Form.Item name="current" label={t('原密码')} required rules={[asked(t('原密码'))]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="next"
        label={t('新密码')}
        required
        extra={t('不少于 10 位，含大写字母、小写字母、数字、符号中的三种，不含账号名')}
        rules={[asked(t('新密码')), { min: 10, message: t('密码不少于 10 位') }]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('再输一次新密码')}
        required
        dependencies={['next']}
        rules={[
          asked(t('新密码')),
          ({ getFieldValue }) => ({
            validator: (_, value: string | undefined) =>
              !value || value === getFieldValue('next')
                ? Promise.resolve()
                : Promise.reject(new Error(t('两次输入的新密码不同'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
    </>
  );
}
