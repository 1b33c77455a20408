import { LockOutlined, UserOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ErrorSentence } from '../components/error-sentence.tsx';
import { language, switchLanguage, t } from '../i18n/i18n.ts';
import type { Credentials, SessionApi } from '../session.ts';
import { Mark } from './mark.tsx';
import './sign-in.css';

/** Stands in for every screen while nobody is signed in; the address stays, so one arrives where one wanted to go. */
export function SignInPage({ session, onSignedIn }: { session: SessionApi; onSignedIn: () => void }) {
  const welcome = useQuery({ queryKey: ['welcome'], queryFn: session.welcome, retry: 1, staleTime: 60_000 });
  const [asked, setAsked] = useState<Credentials>();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<unknown>(() => {
    const told = new URLSearchParams(location.search).get('error');
    return told ? new Error(told) : undefined;
  });

  const enter = async (key: string, credentials: Credentials) => {
    if (busy) return;
    setBusy(key);
    setFailure(undefined);
    try {
      const state = await session.signIn(credentials);
      if (state === 'CODE_REQUIRED') setAsked(credentials);
      else onSignedIn();
    } catch (error) {
      setFailure(error);
      // What was wrong is most likely the secret: ready to be typed again.
      setTimeout(() => {
        const field = document.querySelector<HTMLInputElement>(asked ? '#code' : '#password');
        field?.focus();
        field?.select();
      });
    } finally {
      setBusy(undefined);
    }
  };

  const personas = welcome.data?.personas ?? [];
  return (
    <main className="sign-in">
      <section className="sign-in-card">
        <header className="sign-in-head">
          <Mark size={44} />
          <div>
            <h1>{t('望火楼')}</h1>
            <p>{t('消防安全综合治理平台')}</p>
          </div>
        </header>
        {asked ? (
          <Form<{ code: string }>
            layout="vertical"
            size="large"
            requiredMark={false}
            onFinish={({ code }) => void enter('form', { ...asked, code })}
          >
            <p className="sign-in-step">{t('请输入动态口令应用中显示的 6 位数字')}</p>
            <Form.Item name="code" rules={[{ required: true, pattern: /^\d{6}$/, message: t('动态口令为 6 位数字') }]}>
              <Input
                autoFocus
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={6}
                className="sign-in-code"
              />
            </Form.Item>
            <ErrorSentence error={failure} />
            <Button block type="primary" htmlType="submit" loading={busy === 'form'}>
              {t('验证并登录')}
            </Button>
            <button
              type="button"
              className="link-button sign-in-back"
              onClick={() => {
                setAsked(undefined);
                setFailure(undefined);
              }}
            >
              {t('换一个账号')}
            </button>
          </Form>
        ) : (
          <Form<Credentials>
            layout="vertical"
            size="large"
            requiredMark={false}
            onFinish={(credentials) => void enter('form', credentials)}
          >
            <Form.Item name="username" label={t('账号')} rules={[{ required: true, message: t('请输入账号') }]}>
              <Input prefix={<UserOutlined />} autoFocus={personas.length === 0} autoComplete="username" />
            </Form.Item>
            <Form.Item name="password" label={t('密码')} rules={[{ required: true, message: t('请输入密码') }]}>
              <Input.Password prefix={<LockOutlined />} autoComplete="current-password" />
            </Form.Item>
            <ErrorSentence error={failure} />
            <Button block type="primary" htmlType="submit" loading={busy === 'form'}>
              {t('登录')}
            </Button>
            {welcome.data?.oidcName && (
              <Button block className="sign-in-oidc" href={session.oidcUrl}>
                {t('用{name}登录', { name: welcome.data.oidcName })}
              </Button>
            )}
          </Form>
        )}
        {welcome.error && !failure ? (
          <ErrorSentence error={welcome.error} retry={() => void welcome.refetch()} />
        ) : null}
      </section>
      {personas.length > 0 && !asked && (
        <section className="sign-in-demo">
          <h2>{t('演示环境：选择一个人物直接进入')}</h2>
          <ul>
            {personas.map((persona) => (
              <li key={persona.username}>
                <button
                  type="button"
                  className="plain-button persona"
                  disabled={busy !== undefined}
                  aria-busy={busy === persona.username}
                  onClick={() => void enter(persona.username, persona)}
                >
                  <strong>{persona.name}</strong>
                  <span className="two-lines">{persona.comesFor}</span>
                </button>
              </li>
            ))}
          </ul>
          <p className="soft">{t('演示数据均为虚构，不对应真实单位和个人')}</p>
        </section>
      )}
      <footer className="sign-in-foot">
        <button
          type="button"
          className="link-button"
          lang={language() === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => switchLanguage(language() === 'zh' ? 'en' : 'zh')}
        >
          {language() === 'zh' ? 'English' : t('中文界面')}
        </button>
      </footer>
    </main>
  );
}
