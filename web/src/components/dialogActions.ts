import { createContext } from 'react';

/** The ways out of a dialog: `close` when its act is done, `dismiss` when its reader leaves it, which asks before words are lost. */
export const DialogActions = createContext<{ close: () => void; dismiss: () => void } | null>(null);
