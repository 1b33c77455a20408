import { createContext, useContext } from 'react';
import { colours, tints } from '../theme.ts';

/** What a chart is drawn with: ink on paper, or light on the dark of a big screen. */
export type ChartLook = {
  ink: string;
  inkSoft: string;
  line: string;
  lineStrong: string;
  ground: string;
  /** Ordered tints of the primary, strongest first. */
  tints: readonly [string, string, string, string, string];
  /** Pixels of axis and legend. */
  fontSize: number;
  /** Nothing grows or slides in. */
  isStill: boolean;
};

export const paperLook: ChartLook = {
  ink: colours.ink,
  inkSoft: colours.inkSoft,
  line: colours.line,
  lineStrong: colours.lineStrong,
  ground: colours.card,
  tints,
  fontSize: 12,
  isStill: false,
};

export const screenLook = (fontSize: number): ChartLook => ({
  ink: '#e8edf0',
  inkSoft: '#aab6be',
  line: '#2c3a44',
  lineStrong: '#4a5a66',
  ground: '#182229',
  tints: ['#b4d6ea', '#7fb0ce', '#42708d', '#2f576c', '#22404f'],
  fontSize,
  isStill: true,
});

const Look = createContext<ChartLook>(paperLook);
export const ChartLookProvider = Look.Provider;
export const useChartLook = (): ChartLook => useContext(Look);
