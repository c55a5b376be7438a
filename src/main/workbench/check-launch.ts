import { replicates as replicatesSchema, type ReplicatesInput } from '../../contract/replicates.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import { checkConfig, type CheckedConfig } from './check-config.ts';
import { inputError } from './dispatch.ts';
import { replicateConfigs, replicateIssues } from './replicate-configs.ts';
import type { Store } from '../store/types/store.ts';
import type { WeightsFile } from './starting-weights.ts';
import type { Tables } from './tables.ts';

export interface LaunchToCheck {
  config: unknown;
  replicates?: ReplicatesInput | undefined;
  /** stands for what the config's `from` names, where a host has read a file */
  weightsFile?: WeightsFile | undefined;
}

export interface SoundLaunch {
  good: Extract<CheckedConfig, { ok: true }>;
  configs: RunConfig[];
}

/** The config with its replicates, all of them sound: they share everything that a check looks at. Throws `invalidInput`. */
export function checkLaunch({ config, replicates: wanted, weightsFile }: LaunchToCheck, sources: { store: Store; tables: Tables }): SoundLaunch {
  const checked = checkConfig(config, { ...sources, ...(weightsFile && { weightsFile }) });
  if (!checked.ok) throw inputError(checked.issues);
  if (wanted === undefined) return { good: checked, configs: [checked.config] };
  const replicates = replicatesSchema.parse(wanted);
  const issues = replicateIssues(checked.config, replicates);
  if (issues.length > 0) throw inputError(issues);
  return { good: checked, configs: replicateConfigs(checked.config, replicates) };
}
