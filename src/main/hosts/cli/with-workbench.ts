import { AppError } from '../../../contract/errors.ts';
import type { InputOf, MethodName, OutputOf } from '../../../contract/api.ts';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../../workbench/workbench.ts';
import { databasePath, givenDatabase } from '../data-folder.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';

/** Opens the workbench for one command, and closes it whatever happens. */
export async function withWorkbench<T>(
  environment: CliEnvironment, { db }: CommonOptions, work: (workbench: Workbench) => Promise<T>,
  how: Partial<Pick<WorkbenchOptions, 'host' | 'workers' | 'threads' | 'endsWithWindow'>> = {},
): Promise<T> {
  const { createWorker, createDataWorker, createLongWriter, createReader, version } = environment;
  const workbench = await openWorkbench({ databasePath: databasePath(db), givenDatabase: givenDatabase(db), host: 'cli', version, createWorker, createDataWorker, createLongWriter, createReader, ...how });
  try {
    return await work(workbench);
  } finally {
    await workbench.close();
  }
}

/** A call as every host makes it; what is refused is thrown. */
export async function call<M extends MethodName>(workbench: Workbench, method: M, input: InputOf<M>): Promise<OutputOf<M>> {
  const reply = await workbench.call(method, input);
  if (!reply.ok) throw AppError.fromData(reply.error);
  return reply.value as OutputOf<M>;
}
