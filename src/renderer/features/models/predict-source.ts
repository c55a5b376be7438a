import { AppError } from '../../../contract/errors.ts';
import type { ModelForm, ModelSource } from '../../../contract/models.ts';
import { call } from '../../stores/bridge.ts';
import { useOpenedModels } from '../../stores/opened-models.ts';

/** What predicts: a version on the shelf, an epoch of a run, or a file that was opened in this window. */
export type PredictSource = ModelSource | { kind: 'file'; key: string };

export async function formOf(source: PredictSource): Promise<ModelForm> {
  if (source.kind !== 'file') return call('models.form', source);
  const opened = useOpenedModels().find(source.key);
  if (!opened) throw new AppError('notFound', 'The file with this model is no longer open. Drop it on the window again.');
  return opened.form;
}
