import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../../contract/errors.ts';
import type { SavedView, ViewKind } from '../../contract/saved-views.ts';
import type { StoreContext } from './context.ts';
import { quoted } from './keys.ts';
import type { SavedViews } from './types/saved-views.ts';

/** Views that a person keeps, by name within their kind. */
export function createSavedViews({ db, now }: StoreContext): SavedViews {
  const find = (id: string) => db.get<StoredView>(`${columns} WHERE id = ?`, id);

  function get(id: string): SavedView {
    const view = find(id);
    if (!view) throw new AppError('notFound', 'This view is gone: it was removed, or its link belongs to another database. The menu of views shows those there are.', 'id');
    return fromStored(view);
  }

  function refuseTaken(kind: ViewKind, name: string, id: string | null): void {
    const taken = db.get<{ id: string; name: string }>('SELECT id, name FROM saved_views WHERE kind = ? AND name = ? COLLATE NOCASE', kind, name);
    if (taken && taken.id !== id) throw new AppError('conflict', `There is a view called ${quoted(taken.name)} already. Choose another name, or update that one.`, 'name');
  }

  return {
    list: () => db.all<StoredView>(`${columns} ORDER BY name COLLATE NOCASE, key`).map(fromStored),

    get,

    save: ({ id = uuidv7(), kind, name, content }) => db.durably(() => {
      refuseTaken(kind, name, id);
      db.run(`INSERT INTO saved_views (id, kind, name, content, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, content = excluded.content, changed_at = excluded.changed_at`,
      id, kind, name, JSON.stringify(content), now(), now());
      return get(id);
    }),

    rename: (id, name) => db.durably(() => {
      refuseTaken(get(id).kind, name, id);
      db.run('UPDATE saved_views SET name = ?, changed_at = ? WHERE id = ?', name, now(), id);
      return get(id);
    }),

    remove: (id) => db.durably(() => {
      const view = get(id);
      db.run('DELETE FROM saved_views WHERE id = ?', id);
      return view;
    }),
  };
}

type StoredView = Omit<SavedView, 'content'> & { content: string };

const columns = 'SELECT id, kind, name, content, created_at AS createdAt, changed_at AS changedAt FROM saved_views';

const fromStored = ({ content, ...view }: StoredView): SavedView => ({ ...view, content: JSON.parse(content) as SavedView['content'] });
