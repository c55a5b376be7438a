import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../../contract/errors.ts';
import { arithmeticVersion, chooseKernel } from '../../../nn/arithmetic.ts';
import { sqliteVersion } from '../../store/sqlite-version.ts';
import { databasePath } from '../data-folder.ts';
import { findInstallation } from '../installation.ts';
import { installedBrowsers } from '../web/installed-browsers.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { withWorkbench } from './with-workbench.ts';

interface Finding {
  what: string;
  /** `missing` is something that another way stands in for; `bad` has to be put right */
  verdict: 'ok' | 'missing' | 'bad';
  found: string;
}

/** Exits with 1 where something has to be put right. */
export function doctorCommand(environment: CliEnvironment, finish: (exitCode: number) => void): Command {
  return command('doctor', 'check what Trainyard needs on this machine').action(async (options: CommonOptions) => {
    const output = createOutput(environment);
    const findings = [...machineFindings(environment), ...(await databaseFindings(environment, options))];
    if (options.json) output.json(findings);
    else textTable(columns, findings).forEach(output.line);
    finish(findings.some(({ verdict }) => verdict === 'bad') ? 1 : 0);
  });
}

const columns: TextColumn<Finding>[] = [
  { title: 'what', cell: ({ what }) => what },
  { title: 'verdict', cell: ({ verdict }) => verdict },
  { title: 'found', cell: ({ found }) => found, whole: true },
];

const oldestNode = 22;

function machineFindings({ version }: CliEnvironment): Finding[] {
  const { root } = findInstallation();
  const electron = existsSync(join(root, 'node_modules', 'electron', 'path.txt'));
  const [browser] = installedBrowsers();
  const slow = chooseKernel().reason;
  return [
    { what: 'Trainyard', verdict: 'ok', found: `${version} in ${root}` },
    { what: 'Node', verdict: Number.parseInt(process.versions.node, 10) >= oldestNode ? 'ok' : 'bad', found: `${process.versions.node}, ${oldestNode} or newer is needed` },
    { what: 'SQLite', verdict: 'ok', found: sqliteVersion() },
    { what: 'cores', verdict: 'ok', found: `${availableParallelism()} on ${process.platform} ${process.arch}` },
    { what: 'arithmetic', verdict: slow === null ? 'ok' : 'missing', found: slow ?? `version ${arithmeticVersion}, fast kernel, self-test passed` },
    { what: 'Electron', verdict: electron ? 'ok' : 'missing', found: electron ? 'its binary is here' : 'its binary is fetched by npm start; the browser stands in for it' },
    { what: 'browser', verdict: browser ? 'ok' : 'missing', found: browser ?? 'no Chromium, Chrome or Edge was found; the window opens in the default browser' },
  ];
}

async function databaseFindings(environment: CliEnvironment, options: CommonOptions): Promise<Finding[]> {
  const path = databasePath(options.db);
  try {
    const problems = await withWorkbench(environment, options, async ({ store }) => store.checkIntegrity());
    const found = problems.length === 0 ? 'sound' : `damaged: ${problems.slice(0, 3).join('; ')}`;
    return [{ what: 'database', verdict: problems.length === 0 ? 'ok' : 'bad', found: `${path}, ${found}` }];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [{ what: 'database', verdict: 'bad', found: error.message }];
  }
}
