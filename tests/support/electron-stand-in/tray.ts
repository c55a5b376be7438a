import type { MenuItemConstructorOptions } from 'electron';
import { afterReady } from './app.ts';
import { createEmitter } from './emitter.ts';
import { answerTo, tell } from './main-link.ts';
import { strict } from './strict.ts';

interface Image {
  bytes: number;
}

export const nativeImage = strict('nativeImage', {
  createFromDataURL(url: string): Image {
    const [, base64] = /^data:image\/png;base64,(.+)$/s.exec(url) ?? [];
    const bytes = Buffer.from(base64 ?? '', 'base64');
    if (bytes.subarray(1, 4).toString() !== 'PNG') throw new Error('The image is no PNG');
    return { bytes: bytes.length };
  },
});

interface OpenTray {
  click(): void;
  choose(label: string): void;
}

let open: OpenTray | null = null;

/** The mark in the system's tray; the test clicks it, or an entry of its menu. */
export const Tray = class {
  constructor(image: Image) {
    afterReady('new Tray');
    if (!(image.bytes > 0)) throw new Error('A tray needs an image');
    if (open) throw new Error('The electron stand-in has one tray');
    const emitter = createEmitter('Tray', ['click', 'right-click', 'double-click']);
    let menu: MenuItemConstructorOptions[] = [];
    open = {
      click: () => emitter.emit('click'),
      choose(label) {
        const entry = menu.find((item) => item.label === label);
        if (!entry?.click) throw new Error(`The tray has no entry ${label}`);
        (entry.click as () => void)();
      },
    };
    tell({ kind: 'tray', shown: true });
    return strict('Tray', {
      on: emitter.on,
      setToolTip(_text: string) {},
      setContextMenu(next: MenuItemConstructorOptions[]) {
        menu = next;
      },
      destroy() {
        open = null;
        tell({ kind: 'tray', shown: false });
      },
    });
  }
};

answerTo('clickTray', ({ label }) => {
  if (!open) throw new Error('There is no tray');
  if (label === null) open.click();
  else open.choose(label);
});
