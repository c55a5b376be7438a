import type { Worker } from 'node:worker_threads';
import type { Handlers, ParsedInputOf } from '../../contract/api.ts';
import type { AssociationReport, DataSetRows, SplitReport } from '../../contract/data-sets.ts';
import { AppError } from '../../contract/errors.ts';
import type { Task } from '../../data/table.ts';
import { guessTask } from '../../data/target.ts';
import { unpackColumn, type PackedColumn } from '../store/data-set-columns.ts';
import type { Store } from '../store/types/store.ts';
import { createDataThread } from './data-work/thread.ts';
import type { EventBus } from './event-bus.ts';
import { createImports } from './import-data-set.ts';

export type DataSetHandlers = Pick<Handlers, Extract<keyof Handlers, `dataSets.${string}`>>;

export interface DataSetUse {
  handlers: DataSetHandlers;
  close(): Promise<void>;
}

export interface DataSetSetting {
  store: Store;
  bus: EventBus;
  createWorker: (() => Worker) | undefined;
}

/** All that is done with data sets. What goes through cells happens on another thread. */
export function createDataSetUse({ store, bus, createWorker }: DataSetSetting): DataSetUse {
  const imports = createImports({ store, bus, createWorker });
  const thread = createDataThread(createWorker);
  const { dataSets } = store;

  const handlers: DataSetHandlers = {
    'dataSets.list': () => dataSets.list(),
    'dataSets.get': ({ id }) => dataSets.get(id),
    'dataSets.preview': (file) => thread.ask('preview', file),
    'dataSets.beginImport': (file) => imports.begin(file),
    'dataSets.sendChunk': ({ importId, bytes }) => imports.send(importId, bytes),
    'dataSets.finishImport': ({ importId }) => imports.finish(importId),
    'dataSets.cancelImport': async ({ importId }) => {
      await imports.cancel(importId);
      return null;
    },
    'dataSets.rename': ({ id, name }) => changed(dataSets.rename(id, name)),
    'dataSets.setNote': ({ id, note }) => changed(dataSets.setNote(id, note)),
    'dataSets.remove': ({ id }) => {
      const { id: removed } = dataSets.summary(id);
      dataSets.remove(removed);
      bus.emit('dataSets.removed', { ids: [removed] });
      return null;
    },
    'dataSets.restore': ({ id }) => changed(dataSets.restore(id)),
    'dataSets.associations': associate,
    'dataSets.scatter': ({ id, x, y, colourBy, limit }) => {
      const set = dataSets.summary(id);
      const column = (name: string) => dataSets.packedColumn(set.id, name);
      return thread.ask('scatter', { rows: set.rows, x: column(x), y: column(y), colourBy: colourBy === null ? null : column(colourBy), limit });
    },
    'dataSets.rows': readRows,
    'dataSets.split': showSplit,
  };
  return { handlers, close: async () => void await Promise.all([imports.close(), thread.end()]) };

  function changed<Set extends { id: string }>(set: Set): ReturnType<Store['dataSets']['summary']> {
    const summary = dataSets.summary(set.id);
    bus.emit('dataSets.changed', { sets: [summary] });
    return summary;
  }

  /** Column by column, so that others are served in between however wide the table is. */
  async function associate({ id, target: wanted }: ParsedInputOf<'dataSets.associations'>): Promise<AssociationReport> {
    const { set, target, name, task } = targetOf(id, wanted);
    const associations: AssociationReport['associations'] = [];
    for (let from = 0; from < set.columns; from += columnsAtATime) {
      const columns = Array.from({ length: Math.min(columnsAtATime, set.columns - from) }, (_, at) => dataSets.packedColumn(set.id, from + at))
        .filter((column) => nameOf(column) !== name);
      associations.push(...await thread.ask('associate', { rows: set.rows, columns, target, task }));
    }
    return { target: name, task, associations };
  }

  async function readRows({ id, rows }: ParsedInputOf<'dataSets.rows'>): Promise<DataSetRows> {
    const set = dataSets.summary(id);
    const beyond = rows.find((row) => row >= set.rows);
    if (beyond !== undefined) throw new AppError('notFound', `The data set has ${set.rows} rows; there is no row ${beyond + 1}.`, 'rows');
    const columns: DataSetRows['columns'] = [];
    for (let from = 0; from < set.columns; from += columnsAtATime) {
      const packed = Array.from({ length: Math.min(columnsAtATime, set.columns - from) }, (_, at) => dataSets.packedColumn(set.id, from + at));
      columns.push(...await thread.ask('cells', { total: set.rows, columns: packed, rows }));
    }
    return { columns };
  }

  async function showSplit({ id, target: wanted, split }: ParsedInputOf<'dataSets.split'>): Promise<SplitReport> {
    const { set, target, name, task } = targetOf(id, wanted);
    const splitBy = 'column' in split ? dataSets.packedColumn(set.id, split.column) : null;
    return { target: name, task, ...await thread.ask('split', { rows: set.rows, target, task, splitBy, split }) };
  }

  function targetOf(id: string, wanted: string | undefined) {
    const set = dataSets.summary(id);
    const name = wanted ?? set.target;
    if (name === null) throw new AppError('invalidInput', 'This data set has no target. Name the column to predict.', 'target');
    const target = dataSets.packedColumn(set.id, name);
    const task: Task = name === set.target && set.task ? set.task : guessTask(unpackColumn(target, set.rows));
    return { set, target, name, task };
  }
}

const columnsAtATime = 8;

function nameOf({ header }: PackedColumn): string {
  return (JSON.parse(header) as { name: string }).name;
}
