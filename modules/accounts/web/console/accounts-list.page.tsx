import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { AccountRow } from '#modules/accounts/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { DataList } from '#platform/web/components/data-list.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { Field } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSession } from '#platform/web/session.ts';
import { accountsApi } from '../accounts.client.ts';
import { newPassword, strongRandom } from '../password.ts';
import '../accounts.css';

type Opening = { kind: 'PERSON' | 'PREMISES'; owner: string; username: string; password: string };
type Told = { name: string; username: string; password: string };

const stateOf = (row: AccountRow) =>
  row.status === 'DISABLED'
    ? { words: t('已停用'), tone: 'unknown' as const }
    : row.isLocked
      ? { words: t('已锁定'), tone: 'overdue' as const }
      : row.personId && row.posts.length === 0
        ? { words: t('无在任岗位'), tone: 'due' as const }
        : { words: t('正常'), tone: 'active' as const };

function OwnerSelect(props: {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
  kind: 'PERSON' | 'PREMISES';
}) {
  const [words, setWords] = useState('');
  const search = useDeferredValue(words.trim());
  const found = useQuery(
    accountsApi.candidates.queryOptions({
      input: { kind: props.kind, ...(search.length > 1 || props.kind === 'PERSON' ? (search ? { search } : {}) : {}) },
    }),
  );
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      value={props.value ?? null}
      onChange={(value: string | null) => value && props.onChange?.(value)}
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={found.isFetching}
      placeholder={t('输入名称查找')}
      notFoundContent={
        props.kind === 'PERSON' ? t('在任人员都已有账号；新人员请先在机构中任职') : t('没有找到未开通账号的单位')
      }
      options={(found.data ?? []).map((one) => ({
        value: `${one.countyCode ?? ''}~${one.id}`,
        label: `${one.name}　${one.detail}`,
      }))}
    />
  );
}

function PasswordNote({ told, onClose }: { told: Told; onClose: () => void }) {
  return (
    <div className="password-note no-print" role="status">
      <span>
        {t('{name}的账号', { name: told.name })} <code>{told.username}</code> {t('初始密码')}{' '}
        <code>{told.password}</code>
      </span>
      <span className="soft">{t('只显示这一次，请当面或用安全方式告知；本人首次登录须修改')}</span>
      <Button size="small" onClick={onClose}>
        {t('已告知')}
      </Button>
    </div>
  );
}

function AccountPeek({ row, onTold }: { row: AccountRow; onTold: (told: Told) => void }) {
  const queries = useQueryClient();
  const { account } = useSession();
  const refresh = () => queries.invalidateQueries({ queryKey: accountsApi.list.key() });
  const setStatus = (status: 'ACTIVE' | 'DISABLED') => async (values: { reason?: string }) => {
    await accountsApi.setStatus.call({ id: row.id, status, reason: values.reason ?? '' });
    await refresh();
  };
  return (
    <>
      <FactGrid
        columns={1}
        facts={[
          { label: t('账号'), value: row.username },
          { label: t('姓名（单位）'), value: row.displayName },
          {
            label: t('岗位'),
            value: row.posts.map((post) => `${post.orgName} · ${post.title}（${t(post.roleLabel)}）`).join('、'),
            missing: row.premisesId ? t('单位账号') : t('无在任岗位，不能办理业务'),
          },
          { label: t('动态口令'), value: row.hasTotp ? t('已启用') : t('未启用') },
          { label: t('初始密码'), value: row.mustChangePassword ? t('尚未修改') : t('已修改') },
          { label: t('最近登录'), value: row.lastSignedInAt && dateWords(row.lastSignedInAt), missing: t('从未登录') },
        ]}
      />
      <ActionBar
        allowed={row.id === account.id ? [] : ['reset', row.status === 'ACTIVE' ? 'disable' : 'enable']}
        acts={[
          {
            key: 'reset',
            label: row.isLocked ? t('解锁并重置密码') : t('重置密码'),
            consequences: [t('将生成新的初始密码，{name}的全部登录立即退出', { name: row.displayName })],
            run: async () => {
              const password = newPassword(strongRandom);
              await accountsApi.resetPassword.call({ id: row.id, password });
              await refresh();
              onTold({ name: row.displayName, username: row.username, password });
            },
          },
          {
            key: 'disable',
            label: t('停用'),
            isDanger: true,
            reason: 'required',
            consequences: [t('{name}的全部登录立即退出，此后不能登录', { name: row.displayName })],
            run: setStatus('DISABLED'),
          },
          { key: 'enable', label: t('启用'), reason: 'required', run: setStatus('ACTIVE') },
        ]}
      />
    </>
  );
}

/** Accounts of the administrator's division: open, disable, reset. */
export default function AccountsPage() {
  const queries = useQueryClient();
  const [isOpening, setOpening] = useState(false);
  const [told, setTold] = useState<Told>();
  return (
    <>
      {told && <PasswordNote told={told} onClose={() => setTold(undefined)} />}
      <DataList<AccountRow>
        name="accounts"
        title={t('账号管理')}
        rowKey={(row) => row.id}
        columns={[
          { key: 'displayName', title: t('姓名（单位）'), priority: 1 },
          { key: 'username', title: t('账号'), width: 170, priority: 1 },
          {
            key: 'posts',
            title: t('机构与岗位'),
            width: 240,
            value: (row) =>
              row.posts.map((post) => `${post.orgName} · ${post.title}`).join('、') ||
              (row.premisesId ? t('单位账号') : ''),
          },
          { key: 'state', title: t('状态'), kind: 'state', priority: 1, value: stateOf },
          {
            key: 'totp',
            title: t('动态口令'),
            width: 90,
            priority: 3,
            value: (row) => (row.hasTotp ? t('已启用') : ''),
          },
          { key: 'lastSignedInAt', title: t('最近登录'), kind: 'date', width: 140 },
        ]}
        filters={[
          { key: 'q', kind: 'text', label: t('姓名'), placeholder: t('姓名、单位或账号') },
          {
            key: 'kind',
            kind: 'select',
            label: t('类别'),
            options: [
              { value: 'PERSON', label: t('人员账号') },
              { value: 'PREMISES', label: t('单位账号') },
            ],
          },
          { key: 'locked', kind: 'flag', label: t('已锁定') },
          { key: 'disabled', kind: 'flag', label: t('已停用') },
        ]}
        query={(state) =>
          accountsApi.list.queryOptions({
            input: {
              regionCode: state.regionCode,
              search: state.text('q'),
              ...(state.text('kind') ? { kind: state.text('kind') as 'PERSON' | 'PREMISES' } : {}),
              ...(state.flag('disabled') ? { status: 'DISABLED' as const } : {}),
              isLocked: state.flag('locked'),
              cursor: state.cursor,
              limit: state.limit,
            },
          })
        }
        preview={(row) => <AccountPeek key={row.id} row={row} onTold={setTold} />}
        empty={{ reason: t('还没有账号') }}
        actions={
          <Button type="primary" onClick={() => setOpening(true)}>
            {t('开通账号')}
          </Button>
        }
      />
      <FormDrawer<Opening>
        isOpen={isOpening}
        title={t('开通账号')}
        submitLabel={t('开通')}
        width={480}
        initial={{ kind: 'PERSON', password: isOpening ? newPassword(strongRandom) : '' }}
        onSubmit={async ({ owner, username, password }) => {
          const [countyCode = '', id = ''] = owner.split('~');
          await accountsApi.create.call({
            username,
            password,
            ...(countyCode ? { premises: { countyCode, id } } : { personId: id }),
          });
          await queries.invalidateQueries({ queryKey: accountsApi.key() });
          setTold({ name: username, username, password });
        }}
        onClose={() => setOpening(false)}
      >
        <Field
          name="kind"
          label={t('为谁开通')}
          kind="radio"
          isRequired
          options={[
            { value: 'PERSON', label: t('在任人员') },
            { value: 'PREMISES', label: t('单位') },
          ]}
        />
        <OwnerField />
        <Field
          name="username"
          label={t('账号')}
          isRequired
          max={40}
          help={t('2 至 40 位小写字母、数字、点、横线或下划线')}
        />
        <Field name="password" label={t('初始密码')} isRequired max={60} help={t('本人首次登录时须修改')} />
      </FormDrawer>
    </>
  );
}

/** Follows the choice above it. */
function OwnerField() {
  const kind = Form.useWatch<Opening['kind']>('kind') === 'PREMISES' ? 'PREMISES' : 'PERSON';
  return (
    <Field
      name="owner"
      label={kind === 'PREMISES' ? t('单位') : t('人员')}
      kind="own"
      isRequired
      control={<OwnerSelect kind={kind} />}
    />
  );
}
