import { FormDrawer } from '../components/form-drawer.tsx';
import { PasswordFields, type Passwords } from '../components/password-fields.tsx';
import { t } from '../i18n/i18n.ts';
import type { SessionApi } from '../session.ts';

/** The drawer in which a person changes their own password. */
export default function ChangePassword({ api, onClose }: { api: SessionApi; onClose: () => void }) {
  return (
    <FormDrawer<Passwords>
      isOpen
      title={t('修改密码')}
      submitLabel={t('修改')}
      width={400}
      consequence={t('修改后其他设备须重新登录')}
      onClose={onClose}
      onSubmit={({ current, next }) => api.changePassword(current, next)}
    >
      <PasswordFields />
    </FormDrawer>
  );
}
