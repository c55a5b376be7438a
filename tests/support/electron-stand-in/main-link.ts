import type { FromMain, Question, ToMain } from './messages.ts';

/** The main process's end of the link to the test that owns the page. */

type Answers = { [K in Question['kind']]?: (question: Extract<Question, { kind: K }>) => unknown };

const answers: Answers = {};

export function tell(message: FromMain): void {
  if (!process.send) throw new Error('The electron stand-in runs as a child of a test');
  process.send(message);
}

export function answerTo<K extends Question['kind']>(kind: K, answer: (question: Extract<Question, { kind: K }>) => unknown): void {
  if (answers[kind]) throw new Error(`There is an answer to ${kind} already`);
  Object.assign(answers, { [kind]: answer });
}

process.on('message', (question: ToMain) => void reply(question));

async function reply(question: ToMain): Promise<void> {
  try {
    const answer = answers[question.kind] as ((question: ToMain) => unknown) | undefined;
    if (!answer) throw new Error(`The main file has given no answer to ${question.kind}`);
    tell({ kind: 'answer', id: question.id, value: await answer(question) });
  } catch (error) {
    tell({ kind: 'failure', id: question.id, message: (error as Error).message });
  }
}
