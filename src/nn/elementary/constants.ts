/** ln 2 in two parts: the first has 32 significant bits, so that its product with a whole number below 2^21 is exact. */
export const LN2_HIGH: number = 0.6931471803691238;
export const LN2_LOW: number = 1.9082149292705877e-10;
