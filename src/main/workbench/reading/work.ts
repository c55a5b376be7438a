import type { z } from 'zod';
import type { ConfigCheck, OutputOf, ParsedInputOf } from '../../../contract/api.ts';
import type { historyQuery, PackedCurve, PackedSeries, curvesQuery } from '../../../contract/curves.ts';
import type { RunGroupPage, RunGroupsQuery } from '../../../contract/run-lists.ts';
import type { TrashSize } from '../../../contract/trash.ts';
import type { ModelFacts } from '../../../contract/models.ts';
import type { TrainingRows } from '../../../contract/replay.ts';
import type { Table } from '../../../data/table.ts';
import type { Metrics } from '../../../nn/spec.ts';
import type { SavedModel } from '../../formats/saved-model.ts';
import type { Store } from '../../store/types/store.ts';
import type { Answer } from '../asked-thread.ts';
import { checkConfig, describeCheck } from '../check-config.ts';
import { checkLaunch, type LaunchToCheck, type SoundLaunch } from '../check-launch.ts';
import { tableSha256 } from '../content-hash.ts';
import { factsOfRun } from '../model-facts.ts';
import { promotedFacts } from '../promoted-facts.ts';
import { readCurves } from '../read-curves.ts';
import { readHistory } from '../read-history.ts';
import { createTables, type TableName } from '../tables.ts';
import { trainingRowsOf } from '../training-rows.ts';

/** What reads much of the file: name → what goes in and what comes out, all of it cloneable. */
export interface ReadWork {
  groups: { input: RunGroupsQuery; output: RunGroupPage };
  ids: { input: ParsedInputOf<'runs.ids'>; output: string[] };
  inCommon: { input: ParsedInputOf<'runs.inCommon'>['runs']; output: OutputOf<'runs.inCommon'> };
  curves: { input: z.output<typeof curvesQuery>; output: PackedCurve[] };
  history: { input: z.output<typeof historyQuery>; output: PackedSeries[] };
  trashSize: { input: null; output: TrashSize };
  /** against the whole table of its data set, which is read once */
  checkConfig: { input: { config: unknown }; output: ConfigCheck };
  checkLaunch: { input: LaunchToCheck; output: SoundLaunch };
  table: { input: TableName; output: Table };
  /** what it has now, whatever it was imported as */
  tableHash: { input: { id: string }; output: string };
  facts: { input: { runId: string }; output: ModelFacts };
  promoted: { input: { model: SavedModel }; output: { metrics: Metrics; facts: ModelFacts } };
  trainingRows: { input: { id: string }; output: TrainingRows };
}

export type ReadName = keyof ReadWork;

export interface ToReader {
  id: number;
  name: ReadName;
  input: ReadWork[ReadName]['input'];
}

/** What a reader is started with. */
export interface ReaderStart {
  path: string;
  /** the opening of the file that it reads for */
  owner: string;
}

export type FromReader = Answer<ReadWork[ReadName]['output']>;

type Readers = { [N in ReadName]: (input: ReadWork[N]['input']) => ReadWork[N]['output'] | Promise<ReadWork[N]['output']> };

export type ReadNow = <N extends ReadName>(name: N, input: ReadWork[N]['input']) => Promise<ReadWork[N]['output']>;

export function createReadNow(store: Store, tables = createTables(store)): ReadNow {
  const readers: Readers = {
    groups: (query) => store.runs.groups(query),
    ids: (query) => store.runs.ids(query),
    inCommon: (runs) => store.runs.inCommon(runs),
    trashSize: () => store.trashSize(),
    curves: (query) => readCurves(store, query),
    history: (query) => readHistory(store, query),
    checkConfig: ({ config }) => describeCheck(checkConfig(config, { store, tables })),
    checkLaunch: (launch) => checkLaunch(launch, { store, tables }),
    table: (dataSet) => tables.get(dataSet),
    tableHash: ({ id }) => tableSha256(store.dataSets.table(id)),
    facts: ({ runId }) => factsOfRun(store, runId, tables.get(store.dataSets.get(store.runs.row(runId).dataSetId))),
    promoted: ({ model }) => promotedFacts(model, { store, tables }),
    trainingRows: ({ id }) => trainingRowsOf(store, tables, id),
  };
  return async (name, input) => readers[name](input);
}
