const falling = /(loss|mse|mae|learning_rate|gradient_norm|epoch_seconds)$/;
const neither = /(learning_rate|gradient_norm)$/;

/** Whether a larger value of this metric is the better one. */
export const higherIsBetter = (metric: string): boolean => !falling.test(metric);

/** Whether one value of this metric is better than another at all: a learning rate is only what it is. */
export const isJudged = (metric: string): boolean => !neither.test(metric);
