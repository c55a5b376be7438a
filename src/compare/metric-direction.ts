const falling = /(loss|mse|mae|learning_rate|gradient_norm|epoch_seconds)$/;

/** Whether a larger value of this metric is the better one. */
export const higherIsBetter = (metric: string): boolean => !falling.test(metric);
