import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import { afterReady } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { answerTo, tell } from './main-link.ts';
import { onlyKnown, strict } from './strict.ts';

const knownOptions = ['type', 'message', 'detail', 'buttons', 'defaultId', 'cancelId', 'checkboxLabel', 'noLink'];
const waiting = new Map<number, (answer: MessageBoxReturnValue) => void>();
let lastBox = 0;

/** The boxes of the system: what they say goes to the test, which answers for the person. */
export const dialog = strict('dialog', {
  showErrorBox(title: string, content: string) {
    tell({ kind: 'errorBox', title, content });
  },
  showMessageBox(parent: unknown, options: MessageBoxOptions): Promise<MessageBoxReturnValue> {
    afterReady('dialog.showMessageBox');
    if (!BrowserWindow.getAllWindows().includes(parent as never)) throw new Error('A message box belongs to a window that is open');
    onlyKnown('message box', options, knownOptions);
    const { buttons = [], cancelId, defaultId, message, checkboxLabel = '' } = options;
    for (const at of [cancelId, defaultId]) if (at !== undefined && buttons[at] === undefined) throw new Error(`The message box has no button ${at}`);
    tell({ kind: 'messageBox', box: ++lastBox, message, buttons, checkboxLabel });
    return new Promise((resolve) => waiting.set(lastBox, resolve));
  },
});

answerTo('answerBox', ({ box, response, checkboxChecked }) => {
  const resolve = waiting.get(box);
  if (!resolve) throw new Error(`There is no message box ${box} that waits for an answer`);
  waiting.delete(box);
  resolve({ response, checkboxChecked });
});
