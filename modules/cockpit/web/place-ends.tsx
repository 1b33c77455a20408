import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { type End, endsOf, type Indicator, isAllFew, type Standing } from './place-standing.ts';

function Places({ end, title, tone }: { end: End; title: string; tone: 'worst' | 'best' }) {
  if (end.places.length === 0) return null;
  return (
    <section className={`place-end is-${tone}`}>
      <h3>{title}</h3>
      <ol>
        {end.places.map((place) => {
          const line = (
            <>
              <span className="place-name">{place.name}</span>
              {place.isSmall && <small title={t('分母不足10，先后可能出于偶然')}>{t('基数小')}</small>}
              <b>{place.words}</b>
            </>
          );
          return (
            <li key={place.code}>
              {place.opens ? <RecordLink to={place.opens}>{line}</RecordLink> : <span>{line}</span>}
            </li>
          );
        })}
      </ol>
      {end.more > 0 && <p className="soft">{t('另有{n}地与末位相同', { n: end.more })}</p>}
    </section>
  );
}

/** Who lags and who leads by an indicator, what is not known apart from both. */
export function PlaceEnds(props: {
  standings: readonly Standing[];
  indicator: Indicator;
  count?: { worst: number; best: number };
}) {
  const { standings, indicator, count = { worst: 5, best: 3 } } = props;
  const { worst, best, unknown } = endsOf(standings, count);
  const isNeither = indicator.better === 'NEITHER';
  return (
    <div className="place-ends">
      <Places end={worst} title={isNeither ? t('最多') : t('靠后')} tone={isNeither ? 'best' : 'worst'} />
      <Places end={best} title={isNeither ? t('最少') : t('靠前')} tone="best" />
      {unknown.length > 0 && (
        <p className="place-unknown">
          <span>{t('未报送，不参加比较：')}</span>
          {unknown.map(({ name }) => name).join('、')}
        </p>
      )}
      {isAllFew(standings, indicator) && <p className="soft">{t('各地数值都小于10，先后可能出于偶然')}</p>}
    </div>
  );
}
