import { AppError } from '../../../contract/errors.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { call } from './with-workbench.ts';

/** The version that `NAME`, `NAME:VERSION` or `NAME@ALIAS` means. */
export async function modelNamed(workbench: Workbench, reference: string): Promise<{ id: string; version: number }> {
  const found = await call(workbench, 'models.find', { reference });
  if (found) return found;
  throw new AppError('notFound', `There is no model ${JSON.stringify(reference.slice(0, 100))}. trainyard models lists those there are.`);
}
