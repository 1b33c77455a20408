import type { FeatureCollection } from 'geojson';
import type { FileRef } from '#platform/web/components/file-list.tsx';
import type { RegionLoader } from '#platform/web/module.ts';
import type { SessionApi } from '#platform/web/session.ts';
import type { Tone } from '#platform/web/theme.ts';

export type Sample = {
  id: string;
  name: string;
  kind: string;
  town: string;
  state: string;
  tone: Tone;
  due: string | null;
  doneOn: string | null;
  area: number | null;
  hazards: number;
  visitedOn: string | null;
  keeper: string | null;
};

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

const names = [
  '海宁市许村镇恒泰家纺有限公司',
  '海宁中国皮革城股份有限公司六期批发中心（含地下车库及屋顶光伏区域）及附属员工集体宿舍楼',
  '许村镇老街幸福里三合一经营用房12号',
  '海宁市人民医院',
  '盐官景区古城客栈',
  '长安镇宏达高级中学',
  '硖石街道新天地商业综合体',
  '周王庙镇锦绣印染厂',
  '斜桥镇敬老院',
  '袁花镇仓储物流园3号库',
];
const kinds = [
  '工业厂房',
  '大型商业综合体',
  '三合一场所',
  '医院',
  '宾馆',
  '学校',
  '大型商业综合体',
  '工业厂房',
  '养老机构',
  '仓库',
];
const towns = [
  '许村镇',
  '海洲街道',
  '许村镇',
  '海洲街道',
  '盐官镇',
  '长安镇',
  '硖石街道',
  '周王庙镇',
  '斜桥镇',
  '袁花镇',
];
const states: [string, Tone, number | null, number | null][] = [
  ['待整改', 'overdue', -3, null],
  ['待复查', 'due', 0, null],
  ['整改中', 'active', 2, null],
  ['已销案', 'verified', -20, -22],
  ['从未检查', 'unknown', null, null],
  ['挂牌督办', 'listed', 26, null],
  ['整改中', 'active', 9, null],
];

export const samples: Sample[] = Array.from({ length: 137 }, (_, i) => {
  const [state, tone, due, done] = states[i % states.length] ?? ['整改中', 'active', 1, null];
  return {
    id: `s${i}`,
    name: i < names.length ? (names[i] ?? '') : `${names[i % names.length]?.slice(0, 12)}（${i}号）`,
    kind: kinds[i % kinds.length] ?? '',
    town: towns[i % towns.length] ?? '',
    state,
    tone,
    due: due === null ? null : day(due),
    doneOn: done === null ? null : day(done),
    area: i % 6 === 4 ? null : 380 + ((i * 7919) % 42_000),
    hazards: (i * 3) % 14,
    visitedOn: tone === 'unknown' ? null : day(-((i * 5) % 90)),
    keeper: i % 5 === 2 ? null : (['王建国', '沈丽华', '陆志强', '顾敏'][i % 4] ?? null),
  };
});

const regionNames: Record<string, string> = {
  '330481': '海宁市',
  '330481106': '许村镇',
  '330481107': '长安镇',
  '330481109': '周王庙镇',
  '330481110': '盐官镇',
  '330481111': '斜桥镇',
  '330481113': '袁花镇',
  '330481001': '硖石街道',
  '330481002': '海洲街道',
  '330481106201': '许巷村',
  '330481106202': '团结村',
  '330481106203': '永福村',
};

export const regions: RegionLoader = {
  path: async (code) =>
    [6, 9, 12]
      .filter((length) => length <= (code || '330481').length)
      .map((length) => (code || '330481').slice(0, length))
      .map((one) => ({ code: one, name: regionNames[one] ?? one, hasChildren: one.length < 9 || one === '330481106' })),
  children: async (code) =>
    Object.entries(regionNames)
      .filter(([one]) => one.startsWith(code) && one.length === code.length + 3)
      .map(([one, name]) => ({ code: one, name, hasChildren: one === '330481106' })),
};

const posts = [
  {
    postId: 'p1',
    title: '监督员',
    role: 'SUPERVISOR',
    roleName: '消防监督员',
    orgId: 'o1',
    orgName: '海宁市消防救援大队',
    regionCode: '330481',
  },
  {
    postId: 'p2',
    title: '联络员',
    role: 'COMMITTEE',
    roleName: '消安办工作人员',
    orgId: 'o2',
    orgName: '海宁市消安委办公室',
    regionCode: '330481',
  },
];

export const sampleSession: SessionApi = {
  oidcUrl: '#',
  current: async () =>
    new URLSearchParams(location.search).get('gallery') === 'sign-in'
      ? undefined
      : {
          account: { id: 'a1', name: '沈丽华', username: 'shenlihua' },
          actor: {
            role: 'SUPERVISOR',
            roleName: '消防监督员',
            postId: 'p1',
            orgId: 'o1',
            orgName: '海宁市消防救援大队',
            regionCode: '330481',
            regionName: '海宁市',
          },
          posts,
          permissions: [],
          demo: true,
        },
  welcome: async () => ({
    demo: true,
    oidcName: '浙政钉',
    personas: [
      { username: 'a', password: '', name: '沈丽华 · 大队监督员', comesFor: '今天的复查、逾期隐患和举报时限' },
      { username: 'b', password: '', name: '陆志强 · 许村镇消防工作站', comesFor: '小场所检查和隐患上报' },
      { username: 'c', password: '', name: '周明 · 市消安办', comesFor: '通报、督办和年度考核' },
      { username: 'd', password: '', name: '陈国平 · 副市长', comesFor: '哪里落后、谁的责任' },
      { username: 'e', password: '', name: '王建国 · 恒泰家纺安全管理人', comesFor: '要整改什么、怎么整改' },
      { username: 'f', password: '', name: '系统管理员', comesFor: '区划、机构、规则和对接' },
    ],
  }),
  signIn: async ({ username, code }) => {
    if (username === 'totp' && !code) return 'CODE_REQUIRED';
    throw new Error('账号或密码不正确，请检查后重试；连续 5 次错误将锁定 15 分钟');
  },
  signOut: async () => undefined,
  switchPost: async () => undefined,
  changePassword: async () => undefined,
};

const photo = (colour: string, words: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="${colour}"/><path d="M0 380h640M120 380V160h160v220M360 380V120h180v260" stroke="#fff" stroke-width="6" fill="none" opacity=".6"/><text x="24" y="52" font-size="30" fill="#fff">${words}</text></svg>`,
  )}`;

export const photoOf = (colour: string, words: string): FileRef => ({
  id: words,
  src: photo(colour, words),
  name: `${words}.jpg`,
  note: words,
});

export const areas: FeatureCollection = {
  type: 'FeatureCollection',
  features: towns.slice(0, 6).map((_name, i) => {
    const x = 120.4 + (i % 3) * 0.12;
    const y = 30.36 + Math.floor(i / 3) * 0.1;
    const ring = [
      [x, y],
      [x + 0.11, y + 0.01],
      [x + 0.12, y + 0.09],
      [x + 0.02, y + 0.1],
      [x, y],
    ];
    return {
      type: 'Feature',
      properties: { id: `t${i}`, name: towns[[0, 1, 4, 5, 6, 7][i] ?? 0], strength: i / 6 },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  }),
};

export const points: FeatureCollection = {
  type: 'FeatureCollection',
  features: samples.slice(0, 120).map((sample, i) => ({
    type: 'Feature',
    properties: { id: sample.id, name: sample.name, tone: sample.tone },
    geometry: {
      type: 'Point',
      coordinates: [120.42 + ((i * 37) % 100) / 300, 30.37 + ((i * 61) % 100) / 560],
    },
  })),
};
