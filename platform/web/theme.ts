import type { ThemeConfig } from 'antd';
import { theme } from 'antd';

/** One meaning per colour; see the README. `text` variants reach 4.5:1 on paper where the plain colour does not. */
export const colours = {
  ink: '#1f2a30',
  inkSoft: '#56616a',
  primary: '#2b5d7d',
  overdue: '#c23b22',
  overdueText: '#b23219',
  due: '#c98a0a',
  dueText: '#8a5b00',
  verified: '#2e7d5b',
  verifiedText: '#27704f',
  unknown: '#9aa0a6',
  unknownText: '#626a71',
  listed: '#6b3fa0',
  paper: '#faf9f6',
  card: '#ffffff',
  line: '#e6e3dc',
  lineStrong: '#d3cfc5',
} as const;

/** Ordered tints of the primary colour for charts, strongest first. */
export const tints = ['#2b5d7d', '#5c86a1', '#8fb0c4', '#bdd0dc', '#dfe8ee'] as const;

/** The semantic tone of a state, a row or a point on the map. */
export type Tone = 'plain' | 'active' | 'overdue' | 'due' | 'verified' | 'unknown' | 'listed';

export const toneColour: Record<Tone, string> = {
  plain: colours.inkSoft,
  active: colours.primary,
  overdue: colours.overdue,
  due: colours.due,
  verified: colours.verified,
  unknown: colours.unknown,
  listed: colours.listed,
};

export const fontFamily =
  '"PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif';

export const antdTheme: ThemeConfig = {
  algorithm: theme.compactAlgorithm,
  token: {
    colorPrimary: colours.primary,
    colorInfo: colours.primary,
    colorLink: colours.primary,
    colorError: colours.overdue,
    colorWarning: colours.due,
    colorSuccess: colours.verified,
    colorText: colours.ink,
    colorTextSecondary: colours.inkSoft,
    colorTextTertiary: colours.unknownText,
    colorTextPlaceholder: '#7b838a',
    colorTextDescription: colours.inkSoft,
    colorBorder: colours.lineStrong,
    colorBorderSecondary: colours.line,
    colorBgLayout: colours.paper,
    fontFamily,
    // The compact algorithm takes one step down: 16 becomes 14, 34 becomes 30.
    fontSize: 16,
    controlHeight: 34,
    borderRadius: 4,
    boxShadow: '0 4px 16px rgb(31 42 48 / 12%)',
    boxShadowSecondary: '0 6px 20px rgb(31 42 48 / 14%)',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
    Table: {
      headerBg: '#f5f3ee',
      headerColor: colours.inkSoft,
      headerSplitColor: 'transparent',
      headerSortActiveBg: '#efece5',
      headerSortHoverBg: '#efece5',
      bodySortBg: 'transparent',
      rowHoverBg: '#f6f8f9',
      rowSelectedBg: '#eaf1f5',
      rowSelectedHoverBg: '#e2ecf2',
      cellFontSizeSM: 13,
      cellPaddingBlockSM: 7,
      cellPaddingInlineSM: 10,
      headerBorderRadius: 0,
    },
    Drawer: { footerPaddingInline: 20, footerPaddingBlock: 12 },
    Form: { itemMarginBottom: 22, verticalLabelPadding: '0 0 4px' },
    Modal: { titleFontSize: 16 },
    Tooltip: { colorBgSpotlight: '#2b363c' },
  },
};
