import type { Worker } from 'node:worker_threads';
import { availableParallelism, platform } from 'node:os';
import type { AppInfo, Handlers } from '../../contract/api.ts';
import type { CostEstimate } from '../../contract/costs.ts';
import type { ExportRequest, ModelExportRequest, RunImportReport } from '../../contract/files.ts';
import type { EmptiedTrash } from '../../contract/trash.ts';
import type { VerifyResult } from '../../contract/replay.ts';
import { replicates as replicatesSchema } from '../../contract/replicates.ts';
import type { RunRow } from '../../contract/runs.ts';
import { arithmeticVersion } from '../../nn/arithmetic.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/types/store.ts';
import { createQueue, type QueueEvent, type TrainingQueue } from '../training/queue.ts';
import { ensureBuiltIns } from './built-in-data-sets.ts';
import { createChanges } from './changes.ts';
import { createComparing, type Comparing } from './comparing.ts';
import { createDispatch, type Call } from './dispatch.ts';
import { createDataSetUse } from './data-sets.ts';
import { createEditing } from './edit-runs.ts';
import { createLongWrites } from './long-writes/long-writes.ts';
import type { ForkRequest } from './fork-run.ts';
import { createEventBus, type EventBus } from './event-bus.ts';
import { estimateCost } from './estimate-cost.ts';
import { exportRun, type ExportedFile } from './export-run.ts';
import { createExportSessions } from './export-sessions.ts';
import { createLaunching, type LaunchRequest } from './launch-runs.ts';
import { createModelUse } from './models.ts';
import { createPresets } from './presets.ts';
import { createQueueControl } from './queue-control.ts';
import { readEpochValues } from './read-history.ts';
import { createReading } from './reading/reading.ts';
import { createRecorder } from './recorder.ts';
import { exportCommand, repeatCommand } from './repeat-command.ts';
import { createRunImports } from './run-import-sessions.ts';
import { readSettings, writeSettings } from './settings.ts';
import { inSlices } from './slices.ts';
import { createSteering } from './steer-runs.ts';
import { createViewKeeping } from './keep-views.ts';
import { createTables, type TableSource } from './tables.ts';
import { createTakingIn, type TakingIn } from './taking-in.ts';
import { createTasksInHand } from './tasks-in-hand.ts';
import { createTimeMachine } from './time-machine.ts';
import type { VerifyOptions } from './verify-run.ts';
import { watchOthers } from './watch.ts';

export interface WorkbenchOptions {
  databasePath: string;
  /** that path as a person gave it; left out for the usual one */
  givenDatabase?: string;
  host: AppInfo['host'];
  version: string;
  createWorker: () => Worker;
  /** makes a thread that works on tables; they are worked on in this one where it is left out */
  createDataWorker?: () => Worker;
  /** makes a thread that writes what takes long; written in this one where it is left out */
  createLongWriter?: () => Worker;
  /** makes a thread that reads what takes long; read in this one where it is left out */
  createReader?: () => Worker;
  /** how many runs train at a time in this process; the stored setting where it is left out */
  workers?: number;
  /** how many threads may compute one run; likewise */
  threads?: number;
  /** whether this process ends when its window is closed; asked whenever a window wants to know */
  endsWithWindow?: () => boolean;
  /** hears details that no person is shown */
  log?: (detail: string) => void;
}

/** The application without any window. */
export interface Workbench {
  readonly store: Store;
  readonly handlers: Handlers;
  /** A call from outside: validated, and answered with data whatever happens. */
  readonly call: Call;
  readonly on: EventBus['on'];
  /** As `runs.launch`, for a host that has read a weights file. The first of many may have begun, or ended, when it is answered. */
  launch(request: LaunchRequest): Promise<RunRow[]>;
  /** As `runs.estimate`, likewise. */
  estimate(request: Pick<LaunchRequest, 'config' | 'replicates' | 'weightsFile'>): Promise<CostEstimate>;
  /** How many runs train in this process, and how many wait here for their turn. */
  activity(): { training: number; waiting: number };
  /** Trains a run that has ended once more, and holds every epoch against what is stored. */
  verify(runId: string, options?: VerifyOptions): Promise<VerifyResult>;
  /** As `runs.extend`; up to the run's own number of epochs where none is given. */
  goOn(runId: string, epochs?: number): Promise<RunRow>;
  /** As `runs.fork`. */
  fork(request: ForkRequest): Promise<RunRow>;
  /** A run as a file, in any format. */
  exportRun(request: ExportRequest): Promise<ExportedFile>;
  /** A version on the shelf as a file; it is entered among the version's exports once all of it was taken. */
  exportModel(request: ModelExportRequest): ExportedFile;
  /** Runs, a model or a history from a file. */
  importRuns: TakingIn['takeIn'];
  /** Replicates as one, held against the group of the first run; two single runs row by row. */
  compare: Comparing['compare'];
  /** The same as one HTML file. */
  report: Comparing['report'];
  /** Stops what is trained here, keeping whole epochs, and closes the store. What is queued waits for the next process. */
  close(): Promise<void>;
}

/** Throws the store's errors: `newerDatabase`, `notATrainyardFile`, `unreadable`, `damaged`, `busy`. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { databasePath, host, createWorker, log = () => {} } = options;
  const store = await openStore(databasePath);
  const bus = createEventBus(log);
  ensureBuiltIns(store, log);
  store.leases.sweep();

  const changes = createChanges(store, bus);
  const longWrites = createLongWrites(store, options.createLongWriter);
  const recorder = createRecorder({ store, bus, changes, log, held: longWrites.active, recorded: (runId) => queue.recorded(runId) });
  let places = options.workers ?? readSettings(store).workers;
  let threads = options.threads ?? readSettings(store).threads;
  const queue: TrainingQueue = createQueue({ createWorker, places, threads, onEvent: (event: QueueEvent) => recorder.hear(event) });
  // The command line has nobody to answer meanwhile, and spares itself the thread.
  const reading = createReading(store, createTables(store), host === 'cli' ? undefined : options.createReader);
  const tables: TableSource = ({ id, contentSha256 }) => reading.read('table', { id, contentSha256 });
  const launching = createLaunching({ store, tables, reading, queue, changes, longWrites, healStart: (id) => timeMachine.healStart(id) });
  const steering = createSteering({ store, queue, changes, idle: longWrites.idle });
  const timeMachine = createTimeMachine({ store, tables, reading, queue, changes, steering, bus, createWorker, threads: () => threads });
  const comparing = createComparing({ store, replay: timeMachine.replay, createWorker: options.createDataWorker });
  const queueControl = createQueueControl({ store, steering, changes });
  const presets = createPresets(store);
  const editing = createEditing(store, changes, longWrites);
  const dataSetUse = createDataSetUse({ store, bus, createWorker: options.createDataWorker });
  const keeping = createViewKeeping(store, bus);
  const takingIn = createTakingIn({ store, createWorker: options.createDataWorker });
  const modelUse = createModelUse({ store, bus, reading, replay: timeMachine.replay });
  const emptyings = createTasksInHand();
  const exportOne = (request: ExportRequest, signal?: AbortSignal) => exportRun({ store, replay: timeMachine.replay }, request, signal);
  const exportSessions = createExportSessions({ exportRun: exportOne, exportModel: modelUse.exportModel });
  const runImports = createRunImports({ store, bus, createWorker: options.createDataWorker, stored: announceImport });

  const handlers: Handlers = {
    'app.info': () => ({
      version: options.version, host, arithmetic: arithmeticVersion, cores: availableParallelism(), platform: platform(),
      endsWithWindow: options.endsWithWindow?.() ?? false,
    }),
    'settings.get': () => readSettings(store),
    'settings.set': (patch) => {
      if (patch.workers !== undefined) queue.resize((places = patch.workers));
      if (patch.threads !== undefined) queue.share((threads = patch.threads));
      return writeSettings(store, patch);
    },
    ...dataSetUse.handlers,
    'experiments.list': () => store.experiments.list(),
    'views.list': () => store.views.list(),
    'views.save': (view) => keeping.save(view),
    'views.rename': ({ id, name }) => keeping.rename(id, name),
    'views.remove': ({ id }) => keeping.remove(id),
    'configs.check': ({ config }) => reading.read('checkConfig', { config }),
    'runs.launch': async (request) => ({ ids: await launching.launchMany(request) }),
    'runs.estimate': (request) => estimate(request),
    'presets.list': () => presets.list(),
    'presets.save': ({ name, config }) => presets.save(name, config),
    'presets.rename': ({ id, name }) => presets.rename(id, name),
    'presets.remove': ({ id }) => answered(presets.remove(id)),
    'queue.list': () => queueControl.state(),
    'queue.move': ({ ids, before }) => answered(queueControl.move(ids, before)),
    'queue.pauseAll': async () => ({ runs: await queueControl.pauseAll() }),
    'queue.resumeAll': async () => ({ runs: await queueControl.resumeAll() }),
    'queue.stopAll': async () => ({ runs: await queueControl.stopAll() }),
    'runs.list': (query) => store.runs.list(query),
    'runs.page': (query) => store.runs.page(query),
    'runs.groups': (query) => reading.read('groups', query, query.turn),
    'runs.ids': (query) => reading.read('ids', query),
    'runs.columns': (query) => store.runs.columns(query),
    'runs.vocabulary': () => store.runs.vocabulary(),
    'runs.get': ({ id }) => store.runs.detail(id),
    'runs.points': ({ id, metrics, afterEpoch }) => store.points.series(id, { metrics, afterEpoch }),
    'runs.curves': (query) => reading.read('curves', query),
    'runs.history': (query) => reading.read('history', query),
    'runs.epochValues': (query) => readEpochValues(store, query),
    ...comparing.handlers,
    'runs.rows': ({ ids }) => store.runs.rows(ids),
    'runs.pause': async ({ ids }) => answered(await steering.steer(ids, 'pause')),
    ...timeMachine.handlers,
    'runs.stop': async ({ ids }) => answered(await steering.steer(ids, 'stop')),
    'runs.edit': ({ runs, change }) => editing.edit(runs, change),
    'runs.inCommon': ({ runs }) => reading.read('inCommon', runs),
    'runs.files': ({ id }) => store.runs.files(id),
    'runs.commands': ({ id }) => {
      const [run, database] = [store.runs.row(id), options.givenDatabase ?? null];
      return { repeat: repeatCommand(run, database), export: exportCommand(run, database) };
    },
    'runs.best': ({ runs, metric }) => store.runs.best(runs, metric),
    ...modelUse.handlers,
    ...exportSessions.handlers,
    ...runImports.handlers,
    'edits.history': ({ limit }) => editing.history(limit),
    'edits.undo': () => editing.undo(),
    'edits.redo': () => editing.redo(),
    'trash.size': () => reading.read('trashSize', null),
    'trash.others': () => ({ dataSets: store.dataSets.trashed(), models: store.models.list({ trash: true }) }),
    'trash.empty': () => emptyings.run(undefined, emptyTrash),
    'trash.stopEmptying': () => {
      emptyings.cancelAll();
      return null;
    },
  };

  // The command line comes and goes: what others have left queued is for hosts that stay.
  const adoptQueued = host === 'cli' ? () => {} : launching.adoptQueued;
  adoptQueued();
  // The order of the queue is the file's: whoever has changed it, what waits here follows.
  bus.on('runs.changed', ({ rows }) => {
    for (const { id, queuePosition } of rows) if (queuePosition !== null) queue.move(id, queuePosition);
  });
  const stopWatching = watchOthers({ store, changes, models: modelUse, steering, adoptQueued, log, held: longWrites.active });
  let closing: Promise<void> | null = null;

  return {
    store, handlers,
    call: createDispatch(handlers, log, longWrites.idle),
    on: bus.on,
    launch: async (request) => rowsOf(await launching.launchMany(request)),
    estimate,
    activity: queue.counts,
    verify: timeMachine.verify,
    goOn: timeMachine.resuming.goOn,
    fork: timeMachine.forking.fork,
    compare: comparing.compare,
    report: comparing.report,
    exportRun: (request) => exportOne(request),
    exportModel: modelUse.exportModel,
    importRuns: takeIn,
    close: () => (closing ??= close()),
  };

  async function estimate({ config, replicates = {}, weightsFile }: Pick<LaunchRequest, 'config' | 'replicates' | 'weightsFile'>): Promise<CostEstimate> {
    const { good } = await reading.read('checkLaunch', { config, replicates, weightsFile });
    return estimateCost(good, replicatesSchema.parse(replicates), { store, places });
  }

  async function rowsOf(ids: readonly string[]): Promise<RunRow[]> {
    const rows: RunRow[] = [];
    await inSlices(ids, (id) => { rows.push(store.runs.row(id)); });
    return rows;
  }

  async function takeIn(...file: Parameters<TakingIn['takeIn']>): Promise<RunImportReport> {
    const report = await takingIn.takeIn(...file);
    announceImport(report);
    return report;
  }

  function announceImport(report: RunImportReport): void {
    changes.publishOwn();
    if (report.dataSets.length > 0) bus.emit('dataSets.changed', { sets: report.dataSets.map(({ id }) => store.dataSets.summary(id)) });
  }

  async function emptyTrash(signal: AbortSignal): Promise<EmptiedTrash> {
    try {
      return await longWrites.do('emptyTrash', null, {
        signal,
        progress(reached) {
          changes.publishOwn();
          bus.emit('trash.emptying', reached);
        },
      });
    } finally {
      changes.publishOwn();
    }
  }

  async function close(): Promise<void> {
    stopWatching();
    recorder.beginClosing();
    exportSessions.close();
    await longWrites.close();
    // What trains may be waiting for its table.
    await Promise.all([queue.close(), timeMachine.close(), comparing.close(), dataSetUse.close(), takingIn.close(), runImports.close()]);
    await reading.close();
    recorder.flush();
    store.close();
  }
}

/** Handlers without a result answer null, which every transport can carry. */
function answered(_: void): null {
  return null;
}
