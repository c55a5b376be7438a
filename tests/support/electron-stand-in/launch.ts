import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page, Route } from 'playwright';
import { assertNever } from '../../../src/nn/assert-never.ts';
import type { FetchedFile, FromMain, Question } from './messages.ts';
import { preloadWorld } from './preload-world.ts';

/** The window's address in Chromium, which has no scheme `app:`; main sees `app://trainyard/` in its place. */
const pageOrigin = 'https://trainyard.app.localhost';
const appOrigin = 'app://trainyard';

export interface StandInApp {
  page: Page;
  /** Closes the window as a person would, and where the application asks, stops its runs. Throws where the process does not end well. */
  close(): Promise<void>;
  /** Closes the window and waits for nothing: the application may ask, or go on behind it. */
  closeWindow(): Promise<void>;
  /** How questions of the application are answered from now on: with the button of that label. */
  answerBoxes(label: string, options?: { check?: boolean }): void;
  /** What the main process has told that a person would see outside the page, in order. */
  readonly seen: readonly FromMain[];
  /** Does what a person does outside the page. */
  ask(question: Question): Promise<unknown>;
  /** the exit code, once it has ended */
  readonly exited: Promise<number>;
}

/** Runs the built main file against the stand-in. Rejects with the text of an error box that it shows before its window. */
export async function launchStandIn(options: { main: string; args: string[]; context: BrowserContext; environment: NodeJS.ProcessEnv }): Promise<StandInApp> {
  const { main, args, context, environment } = options;
  const page = await context.newPage();
  const child = fork(main, args, {
    execArgv: ['--import', new URL('./register.ts', import.meta.url).href],
    serialization: 'advanced',
    env: environment,
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const exited = once(child, 'close').then(([code]) => code as number);
  const ask = createAsking(child);
  const connected = connectPage(page, ask);
  const loaded = Promise.withResolvers<void>();
  const seen: FromMain[] = [];
  let answer = { label: 'Stop runs and quit', check: false };
  child.on('message', (message: FromMain) => {
    if (['messageBox', 'notification', 'tray', 'windowShown'].includes(message.kind)) seen.push(message);
    if (message.kind === 'messageBox') void answerBox(message).catch(loaded.reject);
    connected.then(() => hear(message, page, loaded)).catch(loaded.reject);
  });
  await Promise.race([loaded.promise, exited.then((code) => Promise.reject(new Error(`The main process ended with code ${code}: ${complaint}`)))]);
  await ask({ kind: 'pageShown' });

  async function answerBox({ box, buttons }: Extract<FromMain, { kind: 'messageBox' }>): Promise<void> {
    const response = buttons.indexOf(answer.label);
    if (response < 0) throw new Error(`The message box has no button ${answer.label}, only ${buttons.join(', ')}`);
    await ask({ kind: 'answerBox', box, response, checkboxChecked: answer.check });
  }

  return {
    page,
    seen,
    ask,
    exited,
    async closeWindow() {
      await ask({ kind: 'closeWindow' });
    },
    answerBoxes(label, { check = false } = {}) {
      answer = { label, check };
    },
    async close() {
      await ask({ kind: 'closeWindow' });
      const code = await exited;
      if (code !== 0) throw new Error(`The main process ended with code ${code}: ${complaint}`);
    },
  };
}

type Ask = (question: Question) => Promise<unknown>;

function createAsking(child: ChildProcess): Ask {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  child.on('message', (message: FromMain) => {
    if (message.kind !== 'answer' && message.kind !== 'failure') return;
    const { resolve, reject } = waiting.get(message.id) ?? Promise.withResolvers();
    waiting.delete(message.id);
    if (message.kind === 'answer') resolve(message.value);
    else reject(new Error(message.message));
  });
  child.on('exit', () => waiting.forEach(({ reject }) => reject(new Error('The main process has ended'))));
  return (question) => {
    const answer = Promise.withResolvers<unknown>();
    waiting.set(++lastId, answer);
    // Without a callback a channel that closes on the way is an uncaught error of the whole test.
    child.send({ id: lastId, ...question }, (error) => error && answer.reject(new Error('The main process is ending', { cause: error })));
    return answer.promise;
  };
}

async function hear(message: FromMain, page: Page, loaded: PromiseWithResolvers<void>): Promise<void> {
  switch (message.kind) {
    case 'load': {
      await page.addInitScript(`(${preloadWorld.toString()})(function (require, module, exports) {${readFileSync(message.preload, 'utf8')}\n})`);
      await page.goto(toPage(message.url));
      return loaded.resolve();
    }
    case 'send':
      // A page that is being closed hears nothing any more.
      return page.evaluate(deliver, [message.channel, message.args] as const).catch(() => undefined);
    case 'errorBox':
      return loaded.reject(new Error(`${message.title}: ${message.content}`));
    case 'windowClosed':
      return page.close();
    case 'answer':
    case 'failure':
    case 'exiting':
    case 'messageBox':
    case 'notification':
    case 'tray':
    case 'windowShown':
      return;
    default:
      assertNever(message);
  }
}

function deliver([channel, args]: readonly [string, unknown[]]): void {
  (window as unknown as { standInDeliver?(channel: string, args: unknown[]): void }).standInDeliver?.(channel, args);
}

async function connectPage(page: Page, ask: Ask): Promise<void> {
  await page.exposeBinding('standInInvoke', async ({ frame }, channel: string, args: unknown[]) => {
    const sender = { url: toApp(frame.url()), top: frame.parentFrame() === null };
    try {
      return { value: await ask({ kind: 'invoke', channel, args, frame: sender }) };
    } catch (error) {
      return { failure: (error as Error).message };
    }
  });
  await page.route('**/*', async (route) => {
    // The process may end, or the page be closed, while a request is under way.
    await answerRequest(route, ask).catch(() => route.abort().catch(() => undefined));
  });
  page.on('popup', (popup) => {
    void ask({ kind: 'openWindow', url: toApp(popup.url()) }).then((allowed) => (allowed ? undefined : popup.close())).catch(() => undefined);
  });
}

async function answerRequest(route: Route, ask: Ask): Promise<void> {
  const request = route.request();
  const url = toApp(request.url());
  if (!url.startsWith(appOrigin)) {
    const leaves = request.isNavigationRequest() && (await ask({ kind: 'navigate', url }));
    return leaves ? route.fulfill({ body: 'another page' }) : route.abort('aborted');
  }
  const file = (await ask({ kind: 'fetch', url, method: request.method() })) as FetchedFile;
  return route.fulfill({ status: file.status, headers: file.headers, body: Buffer.from(file.body) });
}

const toPage = (url: string) => url.replace(appOrigin, pageOrigin);
const toApp = (url: string) => url.replace(pageOrigin, appOrigin);
