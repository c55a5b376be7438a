import type { Handlers, MethodName } from '../../contract/api.ts';
import type { ModelExportRequest } from '../../contract/files.ts';
import type { ModelForm, ModelSource } from '../../contract/models.ts';
import type { Store } from '../store/types/store.ts';
import { weightBytes } from '../training/weight-bytes.ts';
import type { EventBus } from './event-bus.ts';
import { modelFile, type ExportedFile } from './export-run.ts';
import { promote, savedModelOfVersion } from './promote.ts';
import { savedModelAt } from './saved-model.ts';
import type { Reading } from './reading/reading.ts';
import type { Replay } from './state-at.ts';

/** The shelf of models, as the workbench has it. */
export interface ModelUse {
  handlers: Pick<Handlers, Extract<MethodName, `models.${string}`>>;
  /** A version as a file; it is entered among the version's exports once all of it was taken. */
  exportModel(request: ModelExportRequest): ExportedFile;
  /** Tells of what other processes have changed. */
  publishOthers(): void;
}

export function createModelUse({ store, bus, replay, reading }: { store: Store; bus: EventBus; replay: Pick<Replay, 'weightsAt'>; reading: Pick<Reading, 'read'> }): ModelUse {
  const { models } = store;
  let trace = models.trace();

  function told<T>(result: T): T {
    trace = models.trace();
    bus.emit('models.changed', { models: models.list() });
    return result;
  }

  return {
    handlers: {
      'models.list': (options) => models.list(options),
      'models.get': ({ id }) => models.detail(id),
      'models.find': ({ reference }) => models.find(reference),
      'models.promote': async (promotion) => told(await promote({ store, replay, reading }, promotion)),
      'models.rename': ({ id, name }) => told(models.rename(id, name)),
      'models.setNote': ({ id, note }) => told(models.setNote(id, note)),
      'models.setAlias': ({ id, alias, version }) => told(models.setAlias(id, alias, version)),
      'models.remove': ({ id }) => {
        models.remove(id);
        return told(null);
      },
      'models.restore': ({ id }) => told(models.restore(id)),
      'models.form': form,
    },
    exportModel,
    publishOthers() {
      if (models.trace() !== trace) told(null);
    },
  };

  async function form(source: ModelSource): Promise<ModelForm> {
    if (source.kind === 'model') {
      const { name, epoch, features, config, weights, facts } = models.version(source.id, source.version);
      return { name, epoch, features, config, weights, facts };
    }
    const { name, epoch, features, config, weights } = await savedModelAt({ store, replay }, source.id, source.at ?? 'best');
    return { name, epoch, features, config, weights: weightBytes(weights), facts: await reading.read('facts', { runId: source.id }) };
  }

  function exportModel({ model: { id, version }, format }: ModelExportRequest): ExportedFile {
    const file = modelFile(savedModelOfVersion(models.version(id, version)), format, 'version', version);
    return { ...file, pieces: recorded(file) };

    function* recorded({ fileName, pieces }: ExportedFile): Generator<Uint8Array> {
      const [bytes] = [...pieces];
      yield bytes!;
      models.recordExport(id, version, { format, fileName, bytes: bytes! });
      told(null);
    }
  }
}
