/** Names and meanings of config fields, for people. Keyed by the last part of the path. */
export const fieldWords: Record<string, { label: string; meaning: string }> = {
  set: { label: 'Data set', meaning: 'The table that is learned from' },
  target: { label: 'Target', meaning: 'The column to predict: classes, or a number' },
  scale: { label: 'Scaling', meaning: 'How numbers are brought to one size, by the training rows alone' },
  missing: { label: 'Missing cells', meaning: 'What stands in for a cell that is empty, by the training rows alone' },
  column: { label: 'Column', meaning: 'Its cells say to which part a row belongs; it is no feature then' },
  loss: { label: 'Loss', meaning: 'What training makes small; it decides whether classes or numbers are predicted' },
  units: { label: 'Units', meaning: 'Width of the layer' },
  init: { label: 'Starting weights', meaning: 'Distribution that the first weights are drawn from' },
  slope: { label: 'Slope', meaning: 'Factor for negative inputs' },
  rate: { label: 'Rate', meaning: 'Share of inputs that are set to zero while training' },
  learningRate: { label: 'Learning rate', meaning: 'Size of a step, before the schedule acts on it' },
  momentum: { label: 'Momentum', meaning: 'Share of the last step that is kept' },
  nesterov: { label: 'Nesterov', meaning: 'Look ahead along the momentum' },
  beta: { label: 'Beta', meaning: 'Decay of the mean of squared gradients' },
  beta1: { label: 'Beta 1', meaning: 'Decay of the mean of gradients' },
  beta2: { label: 'Beta 2', meaning: 'Decay of the mean of squared gradients' },
  epsilon: { label: 'Epsilon', meaning: 'Keeps the division away from zero' },
  weightDecay: { label: 'Weight decay', meaning: 'Share of each weight that a step takes away, apart from the gradient' },
  warmup: { label: 'Warm-up epochs', meaning: 'First epochs over which the rate rises to its full value' },
  every: { label: 'Every … epochs', meaning: 'Epochs between two cuts of the rate' },
  factor: { label: 'Factor', meaning: 'What the rate is multiplied by' },
  minimum: { label: 'Lowest rate', meaning: 'The rate never falls below this' },
  monitor: { label: 'Watched metric', meaning: 'The metric whose best epoch counts' },
  patience: { label: 'Patience', meaning: 'Epochs without improvement before it acts' },
  minDelta: { label: 'Least improvement', meaning: 'A smaller change does not count as better' },
  count: { label: 'Counting', meaning: 'Whether an improvement starts the count again' },
  restoreBest: { label: 'End with the best weights', meaning: 'The run ends with the weights of its best epoch' },
};

export const optimizerTitles: Record<string, string> = {
  sgd: 'SGD', momentum: 'Momentum', rmsprop: 'RMSprop', adam: 'Adam', adamw: 'AdamW', adagrad: 'AdaGrad',
};

export const scheduleTitles: Record<string, string> = {
  constant: 'Constant', step: 'Step', exponential: 'Exponential', cosine: 'Cosine', plateau: 'Reduce on plateau',
};

export const choiceTitles: Record<string, string> = {
  heNormal: 'He normal', heUniform: 'He uniform', glorotNormal: 'Glorot normal', glorotUniform: 'Glorot uniform', zeros: 'Zeros',
  crossEntropy: 'Cross-entropy', binaryCrossEntropy: 'Binary cross-entropy', meanSquaredError: 'Mean squared error',
  mean: 'Column mean', median: 'Column median', mode: 'Most frequent', dropRow: 'Leave row out', error: 'Refuse data',
  standard: 'Standard', minMax: 'Min–max', none: 'None',
  consecutive: 'In a row', total: 'In all',
};
