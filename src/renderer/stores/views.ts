import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { InputOf } from '../../contract/api.ts';
import type { SavedView, ViewKind } from '../../contract/saved-views.ts';
import { call, listen } from './bridge.ts';
import { useToasts } from './toasts.ts';

type ViewToSave = InputOf<'views.save'>;

/** The views that the person keeps under a name, of every kind. */
export const useViews = defineStore('views', () => {
  const all = shallowRef<readonly SavedView[]>([]);
  const toasts = useToasts();

  const ofKind = (kind: ViewKind) => all.value.filter((view) => view.kind === kind);
  const find = (id: string) => all.value.find((view) => view.id === id) ?? null;

  async function load(): Promise<void> {
    all.value = await call('views.list', null);
  }

  /** A new one, or in place of the one with the id given. Throws where the name is taken. */
  async function save(view: ViewToSave): Promise<SavedView> {
    const saved = await call('views.save', view);
    adopt([...all.value.filter(({ id }) => id !== saved.id), saved]);
    return saved;
  }

  async function rename(id: string, name: string): Promise<void> {
    const renamed = await call('views.rename', { id, name });
    adopt(all.value.map((view) => (view.id === id ? renamed : view)));
  }

  /** Gone at once, with the way back offered. */
  async function remove(id: string): Promise<void> {
    try {
      const { kind, name, content } = await call('views.remove', { id });
      adopt(all.value.filter((view) => view.id !== id));
      const restore = () => void save({ id, kind, name, content: content as ViewToSave['content'] }).catch(toasts.showError);
      toasts.show({ level: 'info', message: `Removed the view “${name}”.`, action: { label: 'Undo', run: restore } });
    } catch (error) {
      toasts.showError(error);
    }
  }

  function adopt(views: readonly SavedView[]): void {
    all.value = [...views].sort((a, b) => a.name.localeCompare(b.name));
  }

  function start(): () => void {
    return listen('views.changed', ({ views }) => adopt(views));
  }

  return { all, ofKind, find, load, save, rename, remove, start };
});
