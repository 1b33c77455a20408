import { createContext, useContext } from 'react';
import type { RegionLoader } from './module.ts';

export const RegionContext = createContext<RegionLoader | undefined>(undefined);

/** The divisions this person may see; given once to `mountConsole`. */
export const useRegions = (): RegionLoader | undefined => useContext(RegionContext);
