import { App, Dropdown } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { toApiError } from '../api.ts';
import '../components/small.css';
import { language, switchLanguage, t } from '../i18n/i18n.ts';
import { forgetDrafts } from '../remembered.ts';
import { type SessionApi, useSession } from '../session.ts';

const ChangePassword = lazy(() => import('./change-password.tsx'));

/** Who is at the screen: switch post, change password, language, sign out. */
export default function PersonMenu({ api }: { api: SessionApi }) {
  const session = useSession();
  const [isChanging, setChanging] = useState(false);
  const { account, actor, posts } = session;
  const { message } = App.useApp();
  // Every screen depends on who one is, so everything is loaded anew. The menu has closed: a refusal has no other place.
  const leave = async (task: () => Promise<void>) => {
    try {
      await task();
      location.assign('/');
    } catch (error) {
      void message.error(toApiError(error).message, 6);
    }
  };
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
                      label: `${post.orgName} · ${post.title}${post.postId === actor.postId ? t('（当前）') : ''}`,
                    })),
                  },
                ]
              : []),
            { type: 'divider' },
            { key: 'password', label: t('修改密码') },
            { key: 'language', label: language() === 'zh' ? 'English' : t('中文界面') },
            { key: 'out', label: t('退出登录') },
          ],
          onClick: ({ key }) => {
            if (key === `post:${actor.postId}`) return;
            if (key.startsWith('post:')) void leave(() => api.switchPost(key.slice(5)));
            else if (key === 'password') setChanging(true);
            else if (key === 'language') switchLanguage(language() === 'zh' ? 'en' : 'zh');
            else if (key === 'out') void leave(() => api.signOut().then(forgetDrafts));
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
              {actor.orgName} · {t(actor.roleName)}
            </small>
          </span>
        </button>
      </Dropdown>
      {isChanging && (
        <Suspense>
          <ChangePassword api={api} onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </>
  );
}
