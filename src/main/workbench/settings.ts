import { availableParallelism } from 'node:os';
import type { ParsedInputOf, Settings } from '../../contract/api.ts';
import type { Store } from '../store/types/store.ts';

/** Cores less one, so that the machine stays usable while it trains. */
function defaultWorkers(): number {
  return Math.max(1, availableParallelism() - 1);
}

/** What is stored may come from another version: only what is understood is taken. */
export function readSettings(store: Store): Settings {
  const { workers, threads, theme, layout, notifications, whenClosing } = store.settings.get();
  return {
    workers: typeof workers === 'number' && Number.isInteger(workers) && workers >= 1 && workers <= 256 ? workers : defaultWorkers(),
    threads: typeof threads === 'number' && Number.isInteger(threads) && threads >= 1 && threads <= 64 ? threads : 1,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    notifications: notifications !== false,
    whenClosing: whenClosing === 'background' || whenClosing === 'stop' ? whenClosing : 'ask',
    layout: typeof layout === 'object' && layout !== null && !Array.isArray(layout) ? (layout as Settings['layout']) : {},
  };
}

/** Layout entries are merged one by one: two views that remember different things do not undo each other's. */
export function writeSettings(store: Store, patch: ParsedInputOf<'settings.set'>): Settings {
  const layout = patch.layout && { ...readSettings(store).layout, ...patch.layout };
  store.settings.set({ ...patch, ...(layout && { layout }) });
  return readSettings(store);
}
