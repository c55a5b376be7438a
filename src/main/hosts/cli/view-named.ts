import { AppError } from '../../../contract/errors.ts';
import { listStateOf, type ListState } from '../../../contract/list-state.ts';
import type { SavedView } from '../../../contract/saved-views.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { UsageError } from './environment.ts';
import { call } from './with-workbench.ts';

/** What a saved view of the list shows. */
export async function stateOfView(workbench: Workbench, reference: string): Promise<ListState> {
  const found = await viewsCalled(workbench, reference);
  const view = found.find(({ kind }) => kind === 'runs');
  if (view) return listStateOf(view.content);
  if (found.length > 0) throw new AppError('unsupported', `${quoted(reference)} is a view of a comparison, not of the list. trainyard views lists those there are.`);
  throw noSuchView(reference);
}

/** The one view of either kind. */
export async function viewNamed(workbench: Workbench, reference: string): Promise<SavedView> {
  const [view, other] = await viewsCalled(workbench, reference);
  if (!view) throw noSuchView(reference);
  if (other) throw new UsageError(`${reference}: several views are called so; trainyard views lists their ids`);
  return view;
}

/** By id, by name as it is written, else by name whatever its case. */
async function viewsCalled(workbench: Workbench, reference: string): Promise<SavedView[]> {
  const all = await call(workbench, 'views.list', null);
  const same = (text: string) => text.toLowerCase() === reference.toLowerCase();
  return [all.filter(({ id }) => id === reference), all.filter(({ name }) => name === reference), all.filter(({ name }) => same(name))]
    .find((found) => found.length > 0) ?? [];
}

const noSuchView = (reference: string) => new AppError('notFound', `There is no view ${quoted(reference)}. trainyard views lists those there are.`);

const quoted = (text: string) => JSON.stringify(text.slice(0, 100));
