import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { toString as qrSvg } from 'qrcode';
import { useState } from 'react';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { Field } from '#platform/web/components/field.tsx';
import { showFieldErrors } from '#platform/web/components/form-drawer.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { PasswordFields, type Passwords } from '#platform/web/components/password-fields.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSession } from '#platform/web/session.ts';
import { accountsApi } from '../accounts.client.ts';
import '../accounts.css';

function PasswordCard() {
  const [form] = Form.useForm<Passwords>();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [isDone, setDone] = useState(false);
  const submit = async ({ current, next }: Passwords) => {
    setFailure(undefined);
    setDone(false);
    setBusy(true);
    try {
      await accountsApi.changePassword.call({ current, next });
      form.resetFields();
      setDone(true);
    } catch (error) {
      setFailure(showFieldErrors(form, error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card">
      <h2 className="section-title">{t('修改密码')}</h2>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={isBusy}
        onFinish={(values) => void submit(values)}
      >
        <PasswordFields />
        <ErrorSentence error={failure} />
        {isDone && <p role="status">{t('密码已修改，其他设备已退出登录')}</p>}
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {t('修改密码')}
        </Button>
      </Form>
    </section>
  );
}

/** Draws the key of the one-time code; nothing leaves the browser. */
function TotpSetup({ onDone }: { onDone: () => Promise<void> }) {
  const [started, setStarted] = useState<{ secret: string; svg: string }>();
  const [code, setCode] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const work = async (task: () => Promise<void>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await task();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const begin = () =>
    work(async () => {
      const { secret, uri } = await accountsApi.beginTotp.call();
      setStarted({ secret, svg: await qrSvg(uri, { type: 'svg', margin: 1, width: 168 }) });
    });
  const confirm = () =>
    work(async () => {
      await accountsApi.confirmTotp.call({ code });
      await onDone();
    });
  if (!started) {
    return (
      <>
        <p className="soft">{t('启用后，登录除密码外还须输入手机上每 30 秒更换的 6 位数字')}</p>
        <ErrorSentence error={failure} />
        <Button loading={isBusy} onClick={() => void begin()}>
          {t('启用动态口令')}
        </Button>
      </>
    );
  }
  return (
    <div className="totp-code">
      <img
        width={168}
        height={168}
        alt={t('动态口令二维码')}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(started.svg)}`}
      />
      <div>
        <p>{t('用手机上的动态口令应用扫描，或手工输入密钥：')}</p>
        <p>
          <code>{started.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
        </p>
        <Input.Search
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          placeholder={t('手机显示的 6 位数字')}
          enterButton={t('确认启用')}
          loading={isBusy}
          onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
          onSearch={() => code.length === 6 && void confirm()}
        />
        <ErrorSentence error={failure} />
      </div>
    </div>
  );
}

/** Browser and system out of a user agent, as far as people know them. */
function deviceWords(userAgent: string): string {
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(userAgent)?.[0] ?? t('未知系统');
  const browser = /MicroMessenger|DingTalk|Edg|Firefox|Chrome|Safari/.exec(userAgent)?.[0] ?? t('未知浏览器');
  const known: Record<string, string> = {
    MicroMessenger: t('微信'),
    DingTalk: t('浙政钉（钉钉）'),
    Edg: 'Edge',
    'Mac OS': 'macOS',
  };
  return `${known[browser] ?? browser} · ${known[system] ?? system}`;
}

/** What a person settles for the own account: password, one-time code, devices. */
export default function MyAccountPage() {
  const session = useSession();
  const queries = useQueryClient();
  const devices = useQuery(accountsApi.sessions.queryOptions());
  const [failure, setFailure] = useState<unknown>();
  const signOutOf = async (id: string) => {
    setFailure(undefined);
    try {
      await accountsApi.revokeSession.call({ id });
    } catch (error) {
      setFailure(error);
    }
    await devices.refetch();
  };
  const refreshSession = async () => {
    await queries.invalidateQueries({ queryKey: ['session'] });
  };
  return (
    <>
      <PageHeader title={t('我的账号')} note={session.account.username} />
      <div className="my-account">
        <section className="card">
          <h2 className="section-title">{t('本人')}</h2>
          <FactGrid
            columns={1}
            facts={[
              { label: t('姓名'), value: session.account.name },
              { label: t('现用岗位'), value: `${session.actor.orgName} · ${t(session.actor.roleName)}` },
              { label: t('管辖范围'), value: session.actor.regionName },
              {
                label: t('其他岗位'),
                value:
                  session.posts
                    .filter((post) => post.postId !== session.actor.postId)
                    .map((post) => `${post.orgName} · ${post.title}`)
                    .join('、') || t('无'),
              },
            ]}
          />
        </section>
        <PasswordCard />
        <section className="card">
          <h2 className="section-title">{t('动态口令')}</h2>
          {session.account.hasTotp ? (
            <>
              <p>
                <StateTag tone="active">{t('已启用')}</StateTag>
              </p>
              <ActionBar
                allowed={['remove']}
                acts={[
                  {
                    key: 'remove',
                    label: t('停用动态口令'),
                    isDanger: true,
                    consequences: [t('此后登录只凭密码；更换手机时先停用再启用')],
                    fields: <Field name="password" label={t('密码')} kind="password" isRequired />,
                    run: async (values) => {
                      await accountsApi.removeTotp.call({ password: String(values.password) });
                      await refreshSession();
                    },
                  },
                ]}
              />
            </>
          ) : (
            <TotpSetup onDone={refreshSession} />
          )}
        </section>
        <section className="card">
          <h2 className="section-title">{t('登录设备')}</h2>
          <ErrorSentence error={devices.error} retry={() => void devices.refetch()} />
          <ErrorSentence error={failure} />
          {devices.data?.map((device) => (
            <div key={device.id} className="device">
              <span>
                {deviceWords(device.userAgent)}
                <br />
                <span className="soft">
                  {device.ip} · {t('最近使用 {at}', { at: dateWords(device.lastSeenAt) })}
                </span>
              </span>
              {device.isCurrent ? (
                <StateTag tone="active">{t('本设备')}</StateTag>
              ) : (
                <Button size="small" onClick={() => void signOutOf(device.id)}>
                  {t('退出')}
                </Button>
              )}
            </div>
          ))}
        </section>
      </div>
    </>
  );
}
