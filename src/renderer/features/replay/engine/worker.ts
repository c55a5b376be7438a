import { createReplayEngine, type ReplayEngine } from '../../../../compare/replay/replay-engine.ts';
import type { Biography, Frame } from '../../../../compare/replay/model.ts';
import { chooseKernel } from '../../../../nn/arithmetic.ts';
import { assertNever } from '../../../../nn/assert-never.ts';
import type { Answer, Question } from './messages.ts';

/** The models of all replays of the window, off its thread. */
const engines = new Map<number, ReplayEngine>();

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  let reply: Answer;
  try {
    reply = { id: data.id, ok: true, value: answer(data) };
  } catch (error) {
    reply = { id: data.id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(reply, { transfer: reply.ok ? buffersOf(reply.value) : [] });
});

function answer(question: Question): Frame | Biography | null {
  switch (question.kind) {
    case 'open':
      engines.set(question.model, createReplayEngine(chooseKernel().kernel, question.spec));
      return null;
    case 'close':
      engines.delete(question.model);
      return null;
    case 'frame': return engineOf(question.model).frame(question.epoch, question.weights, question.before, question.wish);
    case 'biography': return engineOf(question.model).biography(question.row, question.weights);
    default: return assertNever(question);
  }
}

function engineOf(model: number): ReplayEngine {
  const engine = engines.get(model);
  if (!engine) throw new Error('This run is not open for replay any more.');
  return engine;
}

/** What was made for this answer alone; places of rows and their lists are kept here, and copied. */
function buffersOf(value: Frame | Biography | null): ArrayBuffer[] {
  if (value === null) return [];
  const made = 'cut' in value ? [value.cut.values, value.cut.classes, value.rows.probability, value.rows.loss, value.rows.order, ...value.layers.map(({ map }) => map)] : [value.probability, value.loss, value.predicted];
  return made.map(({ buffer }) => buffer as ArrayBuffer);
}
