import type { RunConfigInput } from '../../../src/contract/run-config.ts';
import { endedStatuses } from '../../../src/contract/runs.ts';
import { builtIns } from '../../../src/data/built-ins.ts';
import { prepare } from '../../../src/data/prepare.ts';
import { runConfig } from '../../../src/contract/run-config.ts';
import { dataConfigOf, trainSpecOf } from '../../../src/main/workbench/train-spec.ts';
import type { Workbench } from '../../../src/main/workbench/workbench.ts';
import { tuneEngine } from '../../../src/main/training/engine.ts';
import { chooseKernel } from '../../../src/nn/arithmetic.ts';
import { train } from '../../../src/nn/train.ts';

const layers = (...units: number[]): RunConfigInput['network'] => [
  ...units.flatMap((width) => [{ layer: 'dense', units: width } as const, { layer: 'relu' } as const]), { layer: 'dense' }, { layer: 'softmax' },
];

/** The default network on the breast-cancer table. */
export const wdbc = (epochs: number, changes: RunConfigInput = {}): RunConfigInput => ({ data: { set: 'wdbc' }, epochs, earlyStopping: null, ...changes });

/** Weights of all epochs take five times the budget. */
export const wide = (epochs: number): RunConfigInput => wdbc(epochs, { network: layers(96, 48) });

export async function trainedRun(workbench: Workbench, config: RunConfigInput): Promise<string> {
  const ended = Promise.withResolvers<void>();
  let id = '';
  const stop = workbench.on('runs.changed', ({ rows }) => {
    if (rows.some((row) => row.id === id && endedStatuses.includes(row.status))) ended.resolve();
  });
  id = (await workbench.launch({ config }))[0]!.id;
  await ended.promise;
  stop();
  return id;
}

const engine = tuneEngine();

/** Seconds of the training loop alone, in this thread: no hash, no snapshot, nothing posted. */
export function bareSeconds(input: RunConfigInput): number {
  const config = runConfig.parse(input);
  const { load, target } = builtIns.find(({ name }) => name === config.data.set)!;
  const { data } = prepare(load(), dataConfigOf({ ...config, data: { ...config.data, target } }), { loss: config.loss, target });
  const generator = train(trainSpecOf(config), data, { kernel: chooseKernel(engine).kernel });
  generator.next('continue');
  const from = performance.now();
  for (let next = generator.next('continue'); !next.done;) next = generator.next('continue');
  return (performance.now() - from) / 1000;
}
