import { afterReady } from './app.ts';
import { createEmitter, type Emitter } from './emitter.ts';
import { answerTo, tell } from './main-link.ts';
import { onlyKnown, strict } from './strict.ts';

let last: Emitter | null = null;

/** A notification of the desktop: the test sees what it says, and clicks the last one. */
export const Notification = class {
  constructor(options: { title: string; body: string }) {
    afterReady('new Notification');
    onlyKnown('Notification', options, ['title', 'body']);
    const emitter = createEmitter('Notification', ['click', 'close', 'show', 'failed']);
    return strict('Notification', {
      on: emitter.on,
      once: emitter.once,
      show() {
        last = emitter;
        tell({ kind: 'notification', title: options.title, body: options.body });
      },
    });
  }

  static isSupported(): boolean {
    return true;
  }
};

answerTo('clickNotification', () => {
  if (!last) throw new Error('No notification has been shown');
  last.emit('click');
});
