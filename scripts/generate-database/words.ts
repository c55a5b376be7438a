/** What people call things. The first ones are used most. */

export const experimentNames = [
  'wdbc baseline', 'learning rates', 'width search', 'depth search', 'optimizers compared', 'digits', 'regularization', 'batch sizes', 'wine',
  'schedules', 'dropout', 'spirals, hard', 'five folds', 'ablation: scaling', 'activations', 'iris quick checks', 'long trainings', 'seeds',
  'initialisation', 'early stopping', 'moons', 'for the report', 'student project', 'scratch',
] as const;

export const tagNames = [
  'baseline', 'sweep', 'todo', 'keep', 'paper', 'overfits', 'ablation', 'rerun', 'wide', 'deep', 'noisy', 'good', 'suspicious', 'fast', 'slow',
  'v2', 'candidate', 'report', 'folds', 'replicates', 'small', 'check again', 'anna', 'ben', 'gpu-less', 'night', 'best so far', 'draft',
] as const;

export const noteOpenings = [
  'Same as before, with', 'Compare this with', 'Surprisingly good:', 'Diverges without', 'To be repeated with', 'For the figure in section 3,', 'Baseline for',
] as const;

export const noteSubjects = [
  'a smaller learning rate', 'more weight decay', 'warmup', 'the wide network', 'a cosine schedule', 'standard scaling', 'no dropout', 'batch size 8',
  'the second seed', 'all features', 'gradient clipping', 'a longer patience',
] as const;

export const noteEndings = ['.', ' – see the curves.', ' and *five* seeds.', '; **keep**.', '?\n\n- check the split\n- repeat'] as const;

export const failures = [
  'The target column has only one class among the training rows. Choose another split or target.',
  'The training ran out of memory. Use a smaller network, batch or table.',
  'The training stopped on an unexpected error: Array buffer allocation failed',
] as const;
