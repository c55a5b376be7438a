import { assertNever } from '../../../nn/assert-never.ts';
import type { Answer, Drawn, Question } from './messages.ts';
import { createMill, type Mill } from './mill.ts';

/** The mills of all charts of the window, off its thread. */
const mills = new Map<number, Mill>();

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  try {
    const drawn = answer(data);
    const reply: Answer = { id: data.id, ok: true, drawn };
    self.postMessage(reply, { transfer: drawn ? buffersOf(drawn) : [] });
  } catch (error) {
    const reply: Answer = { id: data.id, ok: false, message: String(error) };
    self.postMessage(reply);
  }
});

function answer(question: Question): Drawn | null {
  const mill = mills.get(question.chart) ?? createMill();
  mills.set(question.chart, mill);
  switch (question.kind) {
    case 'put': return done(mill.put(question.curves));
    case 'append': return done(mill.append(question.points));
    case 'drop': return done(question.runIds === null ? void mills.delete(question.chart) : mill.drop(question.runIds));
    case 'draw': return mill.draw(question.request);
    default: return assertNever(question);
  }
}

const done = (_: void): null => null;

/** What was made for this answer alone; the arrays of `Drawn` are never those of a curve. */
function buffersOf({ lines }: Drawn): ArrayBufferLike[] {
  return lines.flatMap((line) => [line, line.raw, line.middle, line.low, line.high, line.marks].flatMap((points) => (points ? [points.x.buffer, points.y.buffer] : [])));
}
