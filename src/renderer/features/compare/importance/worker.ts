import { measureImportance } from '../../../../compare/importance/importance.ts';
import type { Answer, Question } from './messages.ts';

/** Between two words on how far it is. */
const tellEveryMs = 50;

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  try {
    const measuring = measureImportance(data.gathered);
    let told = performance.now();
    for (let step = measuring.next(); ; step = measuring.next()) {
      if (step.done) return say({ kind: 'done', importance: step.value });
      if (performance.now() - told < tellEveryMs) continue;
      told = performance.now();
      say({ kind: 'share', share: step.value });
    }
  } catch (error) {
    say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
});

const say = (answer: Answer): void => self.postMessage(answer);
