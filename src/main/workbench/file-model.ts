import { AppError } from '../../contract/errors.ts';
import type { ModelForm } from '../../contract/models.ts';
import { runConfig, type RunConfig } from '../../contract/run-config.ts';
import type { Incoming, IncomingModel } from '../formats/incoming/incoming.ts';
import { networkOf } from '../formats/incoming/network-of.ts';
import type { SavedModel } from '../formats/saved-model.ts';
import type { Store } from '../store/types/store.ts';
import { sha256, toHex } from '../training/chain.ts';
import { weightBytes } from '../training/weight-bytes.ts';
import { factsByConfig } from './model-facts.ts';

/** The model that a file holds, to be used as it is: nothing of it is stored. Throws `unsupported` where the file holds something else. */
export function savedModelOfFile(incoming: Incoming, file: string): SavedModel {
  if (incoming.kind === 'capsule') throw new AppError('unsupported', `${file} holds whole runs. Import it, then predict with one of its runs by name.`);
  if (incoming.kind === 'history') throw new AppError('unsupported', `${file} holds metrics without weights, so there is nothing in it that predicts.`);
  const { name, epoch, features, metrics, dataSet, arithmetic, weights } = incoming;
  const config = wholeConfig(incoming);
  return {
    name, run: { id: '', name }, epoch, createdAt: 0, config, features, metrics, arithmetic, weights,
    dataSet: dataSet ?? { name: 'not known', contentSha256: '' },
    network: networkOf(config.network, features, config.loss),
    weightsSha256: toHex(sha256(weightBytes(weights))),
  };
}

/** The same for a window, with rows to start from where the table that it learned from is here too. */
export function formOfFile(store: Store, incoming: Incoming, file: string): ModelForm {
  const { name, epoch, features, config, weights, dataSet } = savedModelOfFile(incoming, file);
  // Without its config, which rows it learned from is not known.
  const own = incoming.kind !== 'capsule' && incoming.kind !== 'history' && hasWholeConfig(incoming.config);
  return { name, epoch, features, config, weights: weightBytes(weights), facts: factsByConfig(store, features, config, own ? dataSet.contentSha256 : '') };
}

/** What a file of others leaves open has its default, and nothing is watched. */
export function wholeConfig({ config }: IncomingModel): RunConfig {
  return hasWholeConfig(config) ? config : runConfig.parse({ network: config.network, loss: config.loss, earlyStopping: null });
}

export function hasWholeConfig(config: IncomingModel['config']): config is RunConfig {
  return 'optimizer' in config;
}
