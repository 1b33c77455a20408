import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { ErrorSentence } from './components/error-sentence.tsx';
import './county.css';
import { t } from './i18n/i18n.ts';
import { useRegions } from './regions.ts';
import { useScope, useSetSearch } from './search.ts';

/**
 * First six digits of a division within a county; undefined for provinces and prefectures. Townships right below a
 * prefecture (东莞 441900003000) have the six digits of that prefecture.
 */
export const countyOf = (code: string): string | undefined =>
  code.length >= 6 && !/^0*$/.test(code.slice(4, 9)) ? code.slice(0, 6) : undefined;

/** First nine digits of a division within a township; undefined above it. */
export const townshipOf = (code: string): string | undefined =>
  code.length >= 9 && code.slice(6, 9) !== '000' ? code.slice(0, 9) : undefined;

/** The county that the screen is about; undefined while the scope lies above the counties. */
export const useCounty = (): string | undefined => countyOf(useScope());

/** Title of the page around, in Chinese: a screen that cannot begin yet still says what it is. */
export const PageTitleContext = createContext<string | undefined>(undefined);

/** The divisions below, to choose one of; a prefecture leads on to its counties. */
function CountyChoice({ scope }: { scope: string }) {
  const regions = useRegions();
  const setSearch = useSetSearch();
  const below = useQuery({
    queryKey: ['regions', 'children', scope],
    queryFn: () => regions?.children(scope) ?? [],
    enabled: Boolean(regions),
    staleTime: 600_000,
  });
  const title = useContext(PageTitleContext);
  const isLast = below.data?.every((region) => countyOf(region.code) !== undefined) ?? true;
  return (
    <section className="county-choice">
      {title && <h1>{t(title)}</h1>}
      <p>
        {isLast
          ? t('本页按县（市、区）查看，请选择县（市、区）')
          : t('本页按县（市、区）查看，请先选择市（州），再选择县（市、区）')}
      </p>
      <ErrorSentence error={below.error} retry={() => void below.refetch()} />
      <ul>
        {below.data?.map((region) => (
          <li key={region.code}>
            <button
              type="button"
              className="plain-button"
              onClick={() => setSearch({ scope: region.code, cursor: undefined, page: undefined, sel: undefined })}
            >
              {region.name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A screen whose records are kept county by county; above the county it asks for one. */
export function ForCounty({ children }: { children: (countyCode: string, township: string | undefined) => ReactNode }) {
  const scope = useScope();
  const countyCode = countyOf(scope);
  if (!countyCode) return <CountyChoice scope={scope} />;
  return children(countyCode, townshipOf(scope));
}
