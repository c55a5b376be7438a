import { listStateOf, plainList, type ListState } from '../../contract/list-state.ts';

export type LinkQuery = Record<string, string>;

/** The state in an address, as short as it can be; columns are too long for one. `view` names the saved view it came from. */
export function queryOf(state: ListState, view: { id: string; changed: boolean } | null): LinkQuery {
  if (view && !view.changed) return { view: view.id };
  return {
    ...(view && { view: view.id }),
    ...(state.experimentId !== null && { experiment: state.experimentId }),
    ...(state.filter !== '' && { filter: state.filter }),
    ...(state.sort.join() !== plainList.sort.join() && { sort: state.sort.join(',') }),
    ...(state.group !== null && { group: state.group }),
  };
}

/** What an address asks for besides its view; null where it asks for nothing. */
export function stateInQuery(query: Readonly<Record<string, unknown>>, otherwise: ListState): ListState | null {
  const { experiment, filter, sort, group } = query;
  if ([experiment, filter, sort, group].every((part) => part === undefined)) return null;
  return listStateOf({
    experimentId: experiment ?? null, filter: filter ?? '', group: group ?? null,
    sort: typeof sort === 'string' ? sort.split(',') : plainList.sort,
  }, otherwise);
}
