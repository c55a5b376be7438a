import type { RunConfigInput } from '../../contract/run-config.ts';
import type { Task } from '../../data/table.ts';

/**
 * Fills in what the schema cannot know: the loss that goes with the data set's task where none is named, and the last
 * layers that go with the loss where no network is. What `input` says is never changed; `notes` tell a person.
 */
export function fillTaskDefaults(input: Record<string, unknown>, task: Task | null): { input: Record<string, unknown>; notes: string[] } {
  const filled = { ...input };
  const notes: string[] = [];
  if (filled['loss'] === undefined && task === 'regression') {
    filled['loss'] = 'meanSquaredError';
    notes.push('The target is a number, so the loss is meanSquaredError.');
  }
  if (filled['network'] === undefined) {
    if (filled['loss'] === 'meanSquaredError') filled['network'] = [...hidden, { layer: 'dense' }];
    if (filled['loss'] === 'binaryCrossEntropy') filled['network'] = [...hidden, { layer: 'dense' }, { layer: 'sigmoid' }];
  }
  return { input: filled, notes };
}

const hidden: NonNullable<RunConfigInput['network']> = [
  { layer: 'dense', units: 24 }, { layer: 'relu' }, { layer: 'dense', units: 24 }, { layer: 'relu' },
];
