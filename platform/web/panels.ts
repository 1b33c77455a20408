import { createContext, useContext } from 'react';
import type { Panel } from './module.ts';
import { may, useSession } from './session.ts';

export const PanelContext = createContext<readonly Panel[]>([]);

/** What other modules add to this screen and this person may see, in order. */
export function usePanels(slot: string): Panel[] {
  const session = useSession();
  return useContext(PanelContext)
    .filter((panel) => panel.slot === slot && may(session, panel.permission))
    .sort((a, b) => a.order - b.order);
}
