import type { CostEstimate, Range } from '../../contract/costs.ts';
import { countReplicates, type Replicates } from '../../contract/replicates.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import { arithmeticVersion } from '../../nn/arithmetic.ts';
import type { PastCost } from '../store/types/past-costs.ts';
import type { Store } from '../store/types/store.ts';
import type { CheckedConfig } from './check-config.ts';
import { fitCosts, type CostSample } from './cost-model.ts';

type Good = Extract<CheckedConfig, { ok: true }>;

/** Weights are float32. */
const bytesPerParameter = 4;
/** What the file holds of an epoch besides its snapshot: points of some fifteen metrics, and a link of the chain. */
const bytesPerEpoch = 540;
/** Forward once, backward twice: for the inputs and for the weights. */
const passesOfTraining = 3;

/** What a checked config will cost on this machine, by what its past runs cost. */
export function estimateCost({ config, fit }: Good, replicates: Replicates, { store, places }: { store: Store; places: number }): CostEstimate {
  const runs = countReplicates(replicates, config.data.split);
  const parameters = fit.shapes.reduce((sum, shape) => sum + shape.parameters, 0);
  const work = workOf({ parameters, batchSize: config.batchSize, trainRows: fit.rows.train, validationRows: fit.rows.validation });
  const past = store.pastCosts(arithmeticVersion);
  const epoch = fitCosts(past.map(sampleOf))?.(work);
  // One after the other, as many at a time as there are places.
  const rounds = Math.ceil(runs / Math.max(1, places)) * config.epochs;
  return {
    runs, parameters, places,
    steps: work.steps * config.epochs * runs,
    seconds: epoch ? scaled(epoch, rounds) : null,
    bytes: scaled(bytesOf(config, parameters, past), runs),
    atMost: config.earlyStopping !== null,
    pastRuns: past.length,
  };
}

function workOf({ parameters, batchSize, trainRows, validationRows }: Pick<PastCost, 'parameters' | 'batchSize' | 'trainRows' | 'validationRows'>): Omit<CostSample, 'seconds'> {
  return { steps: Math.ceil(trainRows / batchSize), multiplyAdds: parameters * (passesOfTraining * trainRows + validationRows) };
}

function sampleOf(past: PastCost): CostSample {
  return { ...workOf(past), seconds: past.seconds / past.epochs };
}

/** Of one run: snapshots of every epoch as well as they could be packed before, within the budget, and its points. */
function bytesOf({ epochs, snapshots }: RunConfig, parameters: number, past: PastCost[]): Range {
  const raw = (epochs + 1) * parameters * bytesPerParameter;
  // Runs that were thinned out to fit their budget do not tell how well weights are packed.
  const whole = past.map((one) => ({ ...one, raw: (one.epochs + 1) * one.parameters * bytesPerParameter }))
    .filter((one) => one.snapshotBytes > 0 && one.raw < one.snapshotBudget);
  const ratios = whole.map((one) => one.snapshotBytes / one.raw).sort((a, b) => a - b);
  const at = (share: number, otherwise: number) => ratios[Math.round(share * (ratios.length - 1))] ?? otherwise;
  const total = (ratio: number) => Math.min(snapshots.budgetBytes, raw * ratio) + epochs * bytesPerEpoch;
  return { likely: total(at(0.5, 1)), low: total(at(0.1, 0.8)), high: total(at(0.9, 1.2)) };
}

const scaled = ({ likely, low, high }: Range, factor: number): Range => ({ likely: likely * factor, low: low * factor, high: high * factor });
