import { diffConfigs, type ConfigDifference } from '../compare/config-diff.ts';
import { flatten } from '../compare/flatten.ts';
import { isChance } from '../compare/replicates.ts';
import { knownConfig } from './known-config.ts';
import type { RunRow } from './runs.ts';

/** What differs between the configs of groups, each told by its first run. A seed or fold that varies within a group is nobody's. */
export function groupDifferences(groups: readonly { runs: readonly Pick<RunRow, 'config' | 'configKnown'>[] }[]): ConfigDifference[] {
  const differences = diffConfigs(groups.map(({ runs: [first] }) => knownConfig(first!)), groups.map(({ runs: [first] }) => first!.configKnown === 'whole'));
  return differences.filter(({ path }) => !isChance(path) || !groups.some(({ runs }) => new Set(runs.map(({ config }) => (runs.length > 1 ? flatten(config).get(path) : undefined))).size > 1));
}
