import type { SavedView } from '../../contract/saved-views.ts';
import type { SavedViews } from '../store/types/saved-views.ts';
import type { Store } from '../store/types/store.ts';
import type { EventBus } from './event-bus.ts';

/** Changes saved views, and tells every window of it. */
export function createViewKeeping(store: Store, bus: EventBus): Pick<SavedViews, 'save' | 'rename' | 'remove'> {
  function told(view: SavedView): SavedView {
    bus.emit('views.changed', { views: store.views.list() });
    return view;
  }

  return {
    save: (view) => told(store.views.save(view)),
    rename: (id, name) => told(store.views.rename(id, name)),
    remove: (id) => told(store.views.remove(id)),
  };
}
