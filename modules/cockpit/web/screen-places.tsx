import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { Pages } from './pages.tsx';
import type { Standing } from './place-standing.ts';

/** All places by an indicator, the last first; what is not known stands at the end. */
export function ScreenPlaces({ standings, size }: { standings: readonly Standing[]; size: number }) {
  const ordered = [...standings].sort((a, b) => (b.rank ?? -1) - (a.rank ?? -1));
  const top = Math.max(...standings.map(({ value }) => value ?? 0), 0) || 1;
  return (
    <Pages items={ordered} size={size}>
      {(places) => (
        <ol className={places.length > 12 ? 'screen-places is-two' : 'screen-places'}>
          {places.map((place) => {
            const line = (
              <>
                <span className="screen-name">{place.name}</span>
                <span className="screen-bar">
                  <i
                    className={place.value === null ? 'is-unknown' : ''}
                    style={{ width: place.value === null ? '100%' : `${(100 * place.value) / top}%` }}
                  />
                </span>
                <b>{place.value === null ? t('未报送') : place.words}</b>
              </>
            );
            return (
              <li key={place.code}>
                {place.opens ? <RecordLink to={place.opens}>{line}</RecordLink> : <span>{line}</span>}
              </li>
            );
          })}
        </ol>
      )}
    </Pages>
  );
}
