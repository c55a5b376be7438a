import type { z } from 'zod';
import type { SavedView, viewToSave } from '../../../contract/saved-views.ts';

/** Views of the window that a person keeps under a name. Errors: `notFound`, `conflict` where the name is taken. */
export interface SavedViews {
  list(): SavedView[];
  get(id: string): SavedView;
  /** a new one, or in place of the one with that id */
  save(view: z.output<typeof viewToSave>): SavedView;
  rename(id: string, name: string): SavedView;
  /** returns what it was */
  remove(id: string): SavedView;
}
