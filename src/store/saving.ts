/** What the shown page can save besides itself: a laboratory offers its maps to the share dialog. */
import { createStore } from 'zustand/vanilla';

/** Opens the page's own dialog; null where there is none. */
export const saving = createStore<{ readonly open: (() => void) | null }>()(() => ({ open: null }));
