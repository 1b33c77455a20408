import { Suspense, useMemo } from 'react';
import { unitWords, valueWords } from '#modules/indicators/web';
import { PlaceAreasMap } from '#modules/premises/web';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Indicator, Standing } from './place-standing.ts';

/** The places below, coloured by where they stand. */
export function StandingMap(props: {
  regionCode: string;
  standings: readonly Standing[];
  indicator: Indicator;
  height: number;
}) {
  const { standings, indicator } = props;
  const values = useMemo(
    () =>
      new Map(
        standings.map(({ code, value, words, opens }) => [
          code,
          { value, words: value === null ? t('未报送') : words, ...(opens ? { opens } : {}) },
        ]),
      ),
    [standings],
  );
  const unit = unitWords(indicator.unit);
  return (
    <Suspense fallback={<div className="map-wait" style={{ height: props.height }} />}>
      <PlaceAreasMap
        regionCode={props.regionCode}
        values={values}
        label={unit ? `${t(indicator.label)}（${unit}）` : t(indicator.label)}
        format={(value) => valueWords(value, indicator.decimals)}
        height={props.height}
      />
    </Suspense>
  );
}
