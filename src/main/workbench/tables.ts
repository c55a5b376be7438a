import { createRecent } from '../training/recent.ts';
import type { Table } from '../../data/table.ts';
import type { Store } from '../store/types/store.ts';

/** Names the table of a data set. */
export interface TableName {
  id: string;
  contentSha256: string;
}

/** Tables that were asked for lately, so that checking a config on every key press reads its table once. */
export interface Tables {
  get(dataSet: TableName): Table;
}

/** A table that is read where reading it keeps nobody waiting. */
export type TableSource = (dataSet: TableName) => Promise<Table>;

/** `inSharedMemory`: their cells lie in memory that threads share, so that no thread to which they are sent makes a copy. */
export function createTables(store: Store, { inSharedMemory = false } = {}): Tables {
  const recent = createRecent<Table>(2);
  const read = (id: string) => (inSharedMemory ? shared(store.dataSets.table(id)) : store.dataSets.table(id));
  return {
    get({ id, contentSha256 }) {
      const table = recent.get(contentSha256) ?? read(id);
      recent.set(contentSha256, table);
      return table;
    },
  };
}

function shared({ rows, columns }: Table): Table {
  return {
    rows,
    columns: columns.map((column) => {
      if (column.type === 'numeric') {
        const values = new Float64Array(new SharedArrayBuffer(column.values.byteLength));
        values.set(column.values);
        return { ...column, values };
      }
      const codes = new Int32Array(new SharedArrayBuffer(column.codes.byteLength));
      codes.set(column.codes);
      return { ...column, codes };
    }),
  };
}
