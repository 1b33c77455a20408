import type { ComponentProps } from 'react';
import type { IndicatorTable } from '#modules/indicators/contract';
import { ByRegion } from './by-region.tsx';
import { DefinitionCard } from './definition-card.tsx';
import { HoverCard } from './hover-card.tsx';
import './indicators.css';
import { OneRegion } from './one-region.tsx';

/** What the cell `<row>:<column>` of a table means. */
const cardOf = (table: IndicatorTable) => (key: string) => {
  const [row = 0, column = 0] = key.split(':').map(Number);
  const indicator = table.indicators[column];
  return indicator ? (
    <DefinitionCard
      indicator={indicator}
      counting={table}
      place={table.rows[row]?.name}
      cell={table.rows[row]?.cells[column]}
    />
  ) : null;
};

/** Divisions beside one another; every number opens and is explained. */
export const ComparedPlaces = (props: ComponentProps<typeof ByRegion>) => (
  <HoverCard card={cardOf(props.table)}>
    <ByRegion {...props} />
  </HoverCard>
);

/** A period beside the year before and the period before; every number opens and is explained. */
export const ComparedPeriods = (props: ComponentProps<typeof OneRegion>) => (
  <HoverCard card={cardOf(props.table)}>
    <OneRegion {...props} />
  </HoverCard>
);
