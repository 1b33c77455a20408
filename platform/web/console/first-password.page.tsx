import { Button, Form } from 'antd';
import { useState } from 'react';
import { ErrorSentence } from '../components/error-sentence.tsx';
import { showFieldErrors } from '../components/form-drawer.tsx';
import { PasswordFields, type Passwords } from '../components/password-fields.tsx';
import { t } from '../i18n/i18n.ts';
import type { SessionApi } from '../session.ts';
import { Mark } from './mark.tsx';
import './sign-in.css';

/** Stands in for every screen until a password that somebody else chose has been changed. */
export default function FirstPasswordPage(props: { api: SessionApi; name: string; onDone: () => void }) {
  const [form] = Form.useForm<Passwords>();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const work = async (task: () => Promise<void>) => {
    if (isBusy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await task();
      props.onDone();
    } catch (error) {
      setFailure(showFieldErrors(form, error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="sign-in">
      <section className="sign-in-card">
        <header className="sign-in-head">
          <Mark size={44} />
          <div>
            <h1>{t('望火楼')}</h1>
            <p>{props.name}</p>
          </div>
        </header>
        <p className="sign-in-step">{t('当前为初始密码，修改后才能使用系统')}</p>
        <Form<Passwords>
          form={form}
          layout="vertical"
          size="large"
          requiredMark={false}
          disabled={isBusy}
          onFinish={({ current, next }) => void work(() => props.api.changePassword(current, next))}
        >
          <PasswordFields />
          <ErrorSentence error={failure} />
          <Button block type="primary" htmlType="submit" loading={isBusy}>
            {t('修改并进入')}
          </Button>
        </Form>
        <button type="button" className="link-button sign-in-back" onClick={() => void work(props.api.signOut)}>
          {t('退出登录')}
        </button>
      </section>
    </main>
  );
}
