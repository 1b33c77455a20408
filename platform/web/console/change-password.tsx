import { Field } from '../components/field.tsx';
import { FormDrawer } from '../components/form-drawer.tsx';
import { t } from '../i18n/i18n.ts';
import { type SessionApi, useSession } from '../session.ts';

/** The drawer in which a person changes their own password. */
export default function ChangePassword({ api, onClose }: { api: SessionApi; onClose: () => void }) {
  const { account } = useSession();
  return (
    <FormDrawer<{ current: string; next: string }>
      isOpen
      title={t('修改密码')}
      submitLabel={t('修改')}
      width={400}
      onClose={onClose}
      onSubmit={({ current, next }) => api.changePassword(current, next)}
    >
      {account.mustChangePassword && <p className="form-restored">{t('当前为初始密码，请先修改')}</p>}
      <Field name="current" label={t('原密码')} kind="password" isRequired />
      <Field
        name="next"
        label={t('新密码')}
        kind="password"
        isRequired
        help={t('不少于 10 位，含大小写字母、数字、符号中的三种')}
      />
    </FormDrawer>
  );
}
