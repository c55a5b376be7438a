import { expect, test } from 'vitest';
import { fitCosts, type CostSample } from '../../../src/main/workbench/cost-model.ts';

const sample = (steps: number, multiplyAdds: number, seconds: number): CostSample => ({ steps, multiplyAdds, seconds });
const exact = (fixed: number, perStep: number, perWork: number) =>
  [[1, 1e5], [10, 1e5], [100, 2e6], [15, 5e6], [40, 9e7], [1, 3e8]].map(([steps, work]) => sample(steps!, work!, fixed + perStep * steps! + perWork * work!));

test('tells nothing without a sample', () => {
  expect(fitCosts([])).toBeNull();
});

test('finds the costs that made the samples', () => {
  const { likely, low, high } = fitCosts(exact(1e-4, 2e-6, 3e-10))!({ steps: 200, multiplyAdds: 1e8 });
  expect(likely).toBeCloseTo(1e-4 + 200 * 2e-6 + 0.03, 6);
  expect(low).toBeLessThan(likely);
  expect(high).toBeGreaterThan(likely);
});

test('never has a negative cost', () => {
  // Less work took longer: no sum of costs explains that.
  const model = fitCosts([sample(10, 1e6, 1), sample(20, 2e6, 0.9), sample(30, 3e6, 0.8)])!;
  for (const steps of [1, 10, 1000]) expect(model({ steps, multiplyAdds: steps * 1e5 }).low).toBeGreaterThan(0);
});

test('one sample tells itself, and little of what is ten times larger', () => {
  const model = fitCosts([sample(15, 1e6, 0.01)])!;
  expect(model({ steps: 15, multiplyAdds: 1e6 }).likely).toBeCloseTo(0.01);
  const { low, high } = model({ steps: 15, multiplyAdds: 1e7 });
  expect(high / low).toBeGreaterThan(10);
});

test('the range holds what most samples were', () => {
  const noisy = Array.from({ length: 40 }, (_, at) => sample(100, 1e6, 0.01 * (1 + (at % 10) / 10)));
  const { low, high } = fitCosts(noisy)!({ steps: 100, multiplyAdds: 1e6 });
  const inside = noisy.filter(({ seconds }) => seconds >= low && seconds <= high);
  expect(inside.length).toBeGreaterThanOrEqual(32);
});
