import { AppError } from '../../../contract/errors.ts';
import { UsageError } from './environment.ts';

/** For `catch`, where what the contract refuses was written on the command line as it is. */
export function asUsage(error: unknown): never {
  throw error instanceof AppError && error.code === 'invalidInput' ? new UsageError(error.message) : error;
}
