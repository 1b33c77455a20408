import { randomInt } from 'node:crypto';
import { type Role, roles } from '#modules/organisations/contract';
import { dayOf } from '#platform/shared/day.ts';
import { type Call, type Command, CommandError } from './command.ts';
import { operator } from './operator.ts';

const password = {
  type: 'boolean',
  help: '从标准输入读取密码；不加则生成一个并显示一次',
} as const;

const alphabet = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '-+=@#%'];

/** 16 characters of four kinds, none that look alike. */
function generatePassword(): string {
  const pick = (letters: string) => letters[randomInt(letters.length)] as string;
  const all = alphabet.join('');
  const chosen = [...alphabet.map(pick), ...Array.from({ length: 12 }, () => pick(all))];
  for (let i = chosen.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [chosen[i], chosen[j]] = [chosen[j] as string, chosen[i] as string];
  }
  return chosen.join('');
}

async function choosePassword({ has, readInput }: Call): Promise<{ password: string; isGenerated: boolean }> {
  if (!has('password-stdin')) return { password: generatePassword(), isGenerated: true };
  const given = (await readInput()).replace(/\r?\n$/, '');
  if (!given) throw new CommandError('标准输入里没有密码。例如：printf %s 密码 | wanghuolou user create …', 2);
  return { password: given, isGenerated: false };
}

const passwordLines = (chosen: { password: string; isGenerated: boolean }) =>
  chosen.isGenerated ? [`初始密码：${chosen.password}（只显示这一次，首次登录须修改）`] : ['首次登录须修改密码。'];

export const userList: Command = {
  name: 'user list',
  summary: '列出账号',
  usage: '[--region <区划前缀>] [--search <文字>]',
  examples: ['user list', 'user list --region 330481 --json'],
  options: {
    region: { type: 'string', value: '前缀', help: '只列一个区划之内的账号' },
    search: { type: 'string', value: '文字', help: '账号或姓名中含有的文字' },
  },
  async run({ text, open }) {
    const { accounts } = await open();
    const now = new Date().toISOString();
    const found = await accounts.list({ region: text('region') ?? '', search: text('search'), limit: 1001 });
    const rows = found.slice(0, 1000).map(({ lockedUntil, totpEnabledAt, posts, ...row }) => ({
      ...row,
      isLocked: lockedUntil !== null && lockedUntil > now,
      hasTotp: totpEnabledAt !== null,
      posts: posts.map(({ title, orgName, role }) => ({ title, orgName, role })),
    }));
    return {
      lines: [
        ...rows.map((row) => {
          const state = row.status === 'DISABLED' ? '停用' : row.isLocked ? '锁定' : '启用';
          return `${row.username}\t${row.displayName}\t${row.regionPrefix}\t${state}\t${row.posts.map((post) => `${post.orgName}·${post.title}`).join('；') || '无在任岗位'}`;
        }),
        `共 ${rows.length} 个账号${found.length > 1000 ? '（只列前 1000 个，请用 --region 或 --search 缩小范围）' : ''}。`,
      ],
      json: rows,
    };
  },
};

export const userCreate: Command = {
  name: 'user create',
  summary: '开通账号：登记人员、任职和账号；所在机构没有时一并建立（新系统的第一个管理员）',
  usage: '<账号> --name <姓名> --region <区划代码> [--organisation <机构全称>] [--role <角色>]',
  examples: [
    'user create admin --name 张三 --region 330481 --organisation 海宁市人民政府',
    'user create wang.wei --name 王伟 --region 330481 --organisation 海宁市消防救援大队 --role FIRE_SUPERVISOR --title 监督员',
  ],
  positionals: { min: 1, max: 1 },
  options: {
    name: { type: 'string', value: '姓名', help: '人员姓名' },
    region: { type: 'string', value: '代码', help: '机构所在区划的 2 至 12 位代码' },
    organisation: { type: 'string', value: '全称', help: '所在机构；没有则建立为人民政府。默认“系统管理机构”' },
    role: { type: 'string', value: '角色', help: `岗位角色，默认 SYS_ADMIN；可选 ${Object.keys(roles).join('、')}` },
    title: { type: 'string', value: '名称', help: '岗位名称，默认同角色' },
    'password-stdin': password,
  },
  async run(call) {
    const {
      positionals: [username = ''],
      required,
      text,
      open,
    } = call;
    if (!/^[a-z0-9][a-z0-9._-]{1,39}$/.test(username))
      throw new CommandError('账号为 2 至 40 位小写字母、数字、点、横线或下划线。', 2);
    const name = required('name');
    const region = required('region');
    if (!/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(region))
      throw new CommandError(`“${region}”不是区划代码，请给出 2、4、6、9 或 12 位数字。`, 2);
    const role = text('role') ?? 'SYS_ADMIN';
    if (!Object.hasOwn(roles, role))
      throw new CommandError(`没有角色“${role}”，可选：${Object.keys(roles).join('、')}。`, 2);
    const regionCode = region.padEnd(12, '0');
    const organisation = text('organisation') ?? '系统管理机构';
    const title = text('title') ?? roles[role as Role].label;
    const chosen = await choosePassword(call);
    const { accounts } = await open();
    const { createOrganisationService } = await import('#modules/organisations/server');
    const made = await accounts.system(async (work) => {
      const bodies = createOrganisationService(work);
      const found = await work.db
        .selectFrom('organisations.organisation')
        .select(['id', 'regionPrefix'])
        .where('name', '=', organisation)
        .where('regionCode', '=', regionCode)
        .executeTakeFirst();
      const orgId =
        found?.id ??
        (await bodies.addOrganisation({
          regionCode,
          kind: 'PEOPLES_GOVERNMENT',
          name: organisation,
          shortName: organisation,
        }));
      const { regionPrefix } =
        found ??
        (await work.db
          .selectFrom('organisations.organisation')
          .select('regionPrefix')
          .where('id', '=', orgId)
          .executeTakeFirstOrThrow());
      const personId = await bodies.addPerson({ regionPrefix, name });
      const postId = await bodies.addPost({ orgId, title, role });
      await bodies.appoint({ postId, personId, fromOn: dayOf(work.now) });
      const id = await accounts.open(work, {
        username,
        displayName: name,
        regionPrefix,
        password: chosen.password,
        personId,
      });
      return { id, personId, orgId, postId, isNewOrganisation: !found };
    });
    return {
      lines: [
        `账号 ${username}（${name}，${organisation}·${title}）已开通。${made.isNewOrganisation ? `机构“${organisation}”已一并建立。` : ''}`,
        ...passwordLines(chosen),
      ],
      json: { username, role, ...made, ...(chosen.isGenerated ? { password: chosen.password } : {}) },
    };
  },
};

export const userResetPassword: Command = {
  name: 'user reset-password',
  summary: '重置密码并解锁，该账号的所有登录随即失效',
  usage: '<账号>',
  examples: [
    'user reset-password admin',
    "printf %s 'New-Password-1' | wanghuolou user reset-password admin --password-stdin",
  ],
  positionals: { min: 1, max: 1 },
  options: { 'password-stdin': password },
  async run(call) {
    const {
      positionals: [username = ''],
      open,
    } = call;
    const chosen = await choosePassword(call);
    const { accounts } = await open();
    const { id } = await accounts.named(username);
    await accounts.resetPassword(operator(), id, chosen.password);
    return {
      lines: [`账号 ${username} 的密码已重置。`, ...passwordLines(chosen)],
      json: { username, id, ...(chosen.isGenerated ? { password: chosen.password } : {}) },
    };
  },
};

const changeStatus = (
  word: 'disable' | 'enable',
  status: 'DISABLED' | 'ACTIVE',
  done: string,
  summary: string,
): Command => ({
  name: `user ${word}`,
  summary,
  usage: '<账号> --reason <原因>',
  examples: [`user ${word} wang.wei --reason 调离`],
  positionals: { min: 1, max: 1 },
  options: { reason: { type: 'string', value: '原因', help: '写入审计日志' } },
  async run({ positionals: [username = ''], required, open }) {
    const reason = required('reason');
    const { accounts } = await open();
    const { id } = await accounts.named(username);
    await accounts.setStatus(operator(), id, status, reason);
    return { lines: [`账号 ${username} ${done}。`], json: { username, id, status } };
  },
});

export const userDisable = changeStatus('disable', 'DISABLED', '已停用，所有登录随即失效', '停用账号');
export const userEnable = changeStatus('enable', 'ACTIVE', '已启用', '重新启用账号');

export const userUnlock: Command = {
  name: 'user unlock',
  summary: '解除因连续输错密码造成的锁定',
  usage: '<账号>',
  examples: ['user unlock wang.wei'],
  positionals: { min: 1, max: 1 },
  async run({ positionals: [username = ''], open }) {
    const { accounts } = await open();
    const { id } = await accounts.named(username);
    await accounts.unlock(operator(), id);
    return { lines: [`账号 ${username} 已解锁。`], json: { username, id } };
  },
};
