import { flatten } from '../../compare/flatten.ts';
import type { ConfigChange } from '../../contract/replay.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import type { InputIssue } from '../../contract/input-issues.ts';

/** What a fork's config has other than its parent's, name and origin aside. */
export function changesBetween(parent: RunConfig, fork: RunConfig): ConfigChange[] {
  const [before, after] = [parent, fork].map(({ name: _, from: __, ...rest }) => flatten(rest)) as [ReturnType<typeof flatten>, ReturnType<typeof flatten>];
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => !Object.is(before.get(path), after.get(path))).map((path) => ({ path, before: before.get(path), after: after.get(path) }));
}

const free = /^(optimizer|schedule|penalties|earlyStopping|snapshots)(\.|$)|^(epochs|batchSize|clipNorm|shuffle)$|^network\.\d+\.(rate|slope)$/;

/** Why a change needs more than the state of an epoch has. The first pattern that fits speaks. */
const refusals: [RegExp, string][] = [
  [/^network\.\d+\.init$/, 'has no effect on a fork, whose weights are those of its parent'],
  [/^network(\.|$)/, 'needs other shapes than the weights of that epoch have; launch a new run for another network'],
  [/^data(\.|$)/, 'needs other data than the parent has learned from, and its validation rows may have been trained on; launch a new run, with "from" for the starting weights'],
  [/^loss$/, 'gives the outputs another meaning; launch a new run for another loss'],
  [/^seed$/, 'has no effect on a fork, which goes on with the generators of its parent as they were at that epoch; launch a new run, with "from" for the starting weights'],
];

/** Changes that a fork cannot have, each with the reason. */
export function refusedChanges(changes: readonly ConfigChange[]): InputIssue[] {
  return changes.filter(({ path }) => !free.test(path)).map(({ path }) => ({
    field: path, message: refusals.find(([pattern]) => pattern.test(path))?.[1] ?? 'cannot be changed in a fork',
  }));
}
