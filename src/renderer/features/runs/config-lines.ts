import type { RunConfig } from '../../../contract/run-config.ts';
import { formatBytes } from '../../format/bytes.ts';
import { fieldWords, optimizerTitles, scheduleTitles } from '../../format/config-words.ts';
import { layerTitles } from '../../format/network.ts';

export interface ConfigLine {
  label: string;
  value: string;
}

/** A config in words, one line a subject; what is off is left out. */
export function configLines(config: RunConfig): ConfigLine[] {
  const { data, optimizer, schedule, penalties, earlyStopping: early } = config;
  return [
    { label: 'Target', value: data.target ?? 'as imported' },
    { label: 'Features', value: data.features === 'all' ? 'all' : data.features.join(', ') },
    { label: 'Split', value: splitLine(data.split) },
    { label: 'Preparation', value: `${scales[data.scale]}, missing cells: ${missing[data.missing]}` },
    { label: 'Layers', value: config.network.map(layerLine).join(' → ') },
    ...(config.from === null ? [] : [{ label: 'Starts from', value: config.from }]),
    { label: 'Loss', value: losses[config.loss] },
    ...(penalties.l1 || penalties.l2 ? [{ label: 'Penalties', value: `L1 ${penalties.l1}, L2 ${penalties.l2}` }] : []),
    { label: 'Optimizer', value: namedValues(optimizerTitles, optimizer) },
    ...(schedule.name === 'constant' && schedule.warmup === 0 ? [] : [{ label: 'Schedule', value: namedValues(scheduleTitles, schedule) }]),
    ...(config.clipNorm === null ? [] : [{ label: 'Gradient norm', value: `at most ${config.clipNorm}` }]),
    { label: 'Batches', value: `${config.batchSize} rows, ${config.shuffle ? 'shuffled' : 'in order'}` },
    { label: 'Length', value: `at most ${config.epochs} epochs, seed ${config.seed}` },
    { label: 'Early stopping', value: early ? earlyLine(early) : 'off' },
    { label: 'Snapshots', value: `up to ${formatBytes(config.snapshots.budgetBytes)}` },
  ];
}

const losses: Record<RunConfig['loss'], string> = {
  crossEntropy: 'cross-entropy', binaryCrossEntropy: 'binary cross-entropy', meanSquaredError: 'mean squared error',
};
const scales: Record<RunConfig['data']['scale'], string> = { standard: 'standard scale', minMax: 'min–max scale', none: 'no scaling' };
const missing: Record<RunConfig['data']['missing'], string> = {
  mean: 'mean', median: 'median', mode: 'most frequent', dropRow: 'row left out', error: 'refused',
};

function splitLine(split: RunConfig['data']['split']): string {
  if ('column' in split) return `by column ${split.column}`;
  const stratified = split.stratify ? ', stratified' : '';
  if ('folds' in split) return `fold ${split.fold} of ${split.folds}${stratified}, seed ${split.seed}`;
  const shares = [`${percent(split.validation)} validation`, ...(split.test > 0 ? [`${percent(split.test)} test`] : [])];
  return `${shares.join(', ')}${stratified}, seed ${split.seed}`;
}

function layerLine(layer: RunConfig['network'][number]): string {
  switch (layer.layer) {
    case 'dense': return layer.units === undefined ? 'Dense' : `Dense ${layer.units}`;
    case 'dropout': return `Dropout ${layer.rate}`;
    case 'leakyRelu': return `Leaky ReLU ${layer.slope}`;
    default: return layerTitles[layer.layer];
  }
}

function earlyLine(early: NonNullable<RunConfig['earlyStopping']>): string {
  const patience = `after ${early.patience} epochs ${early.count === 'total' ? 'in all ' : ''}without better ${early.monitor}`;
  const delta = early.minDelta > 0 ? ` by ${early.minDelta}` : '';
  return `${patience}${delta}${early.restoreBest ? ', best weights kept' : ''}`;
}

function namedValues(titles: Record<string, string>, { name, ...values }: { name: string } & Record<string, unknown>): string {
  const valueLine = (key: string, value: unknown) => {
    const label = (fieldWords[key]?.label ?? key).toLowerCase();
    return typeof value === 'boolean' ? `${value ? 'with' : 'without'} ${label}` : `${label} ${String(value)}`;
  };
  return [titles[name] ?? name, ...Object.entries(values).map(([key, value]) => valueLine(key, value))].join(', ');
}

const percent = (share: number) => `${Number((share * 100).toFixed(2))} %`;
