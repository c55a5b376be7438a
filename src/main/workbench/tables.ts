import { createRecent } from '../training/recent.ts';
import type { Table } from '../../data/table.ts';
import type { Store } from '../store/types.ts';

/** Tables that were asked for lately, so that checking a config on every key press reads its table once. */
export interface Tables {
  get(dataSet: { id: string; contentSha256: string }): Table;
}

export function createTables(store: Store): Tables {
  const recent = createRecent<Table>(2);
  return {
    get({ id, contentSha256 }) {
      const table = recent.get(contentSha256) ?? store.dataSets.table(id);
      recent.set(contentSha256, table);
      return table;
    },
  };
}
