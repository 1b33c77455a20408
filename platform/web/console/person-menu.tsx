import { Dropdown } from 'antd';
import { useState } from 'react';
import { Field } from '../components/field.tsx';
import { FormDrawer } from '../components/form-drawer.tsx';
import { language, switchLanguage, t } from '../i18n/i18n.ts';
import { type SessionApi, useSession } from '../session.ts';

type Passwords = { current: string; next: string };

/** Who is at the screen: switch post, change password, language, sign out. */
export default function PersonMenu({ api }: { api: SessionApi }) {
  const session = useSession();
  const [isChanging, setChanging] = useState(session.account.mustChangePassword ?? false);
  const { account, actor, posts } = session;
  // Every screen depends on the post, so everything is loaded anew.
  const reload = () => location.assign('/');
  return (
    <>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items: [
            {
              key: 'who',
              type: 'group',
              label: `${account.name}（${account.username}）`,
            },
            ...(posts.length > 1
              ? [
                  {
                    key: 'posts',
                    type: 'group' as const,
                    label: t('切换岗位'),
                    children: posts.map((post) => ({
                      key: `post:${post.postId}`,
                      label: `${post.orgName} · ${post.title}`,
                      disabled: post.postId === actor.postId,
                    })),
                  },
                ]
              : []),
            { type: 'divider' },
            { key: 'password', label: t('修改密码') },
            { key: 'language', label: language() === 'zh' ? 'English' : t('中文界面') },
            { key: 'out', label: t('退出登录') },
          ],
          onClick: async ({ key }) => {
            if (key.startsWith('post:')) {
              await api.switchPost(key.slice(5));
              reload();
            } else if (key === 'password') setChanging(true);
            else if (key === 'language') switchLanguage(language() === 'zh' ? 'en' : 'zh');
            else if (key === 'out') {
              await api.signOut();
              reload();
            }
          },
        }}
      >
        <button type="button" className="plain-button person-button" aria-label={t('我的账号')}>
          <span className="person-sign" aria-hidden="true">
            {account.name.slice(0, 1)}
          </span>
          <span className="person-names">
            <span>{account.name}</span>
            <small>
              {actor.orgName} · {actor.roleName}
            </small>
          </span>
        </button>
      </Dropdown>
      <FormDrawer<Passwords>
        isOpen={isChanging}
        title={t('修改密码')}
        submitLabel={t('修改')}
        width={400}
        onClose={() => setChanging(false)}
        onSubmit={({ current, next }) => api.changePassword(current, next)}
      >
        {account.mustChangePassword && <p className="form-restored">{t('当前为初始密码，请先修改')}</p>}
        <Field name="current" label={t('原密码')} kind="password" isRequired />
        <Field
          name="next"
          label={t('新密码')}
          kind="password"
          isRequired
          help={t('不少于 12 位，不要与其他系统相同')}
        />
      </FormDrawer>
    </>
  );
}
