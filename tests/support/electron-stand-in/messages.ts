/**
 * What the two halves of the stand-in say to each other: the one inside the process that runs the built main file, and
 * the one inside the test, which owns the Chromium page. Everything is structured-cloned on its way, as Electron does.
 */
export type FromMain =
  | { kind: 'load'; url: string; preload: string }
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'errorBox'; title: string; content: string }
  | { kind: 'windowClosed' }
  | { kind: 'windowShown'; shown: boolean }
  /** waits for the question `answerBox` with this number */
  | { kind: 'messageBox'; box: number; message: string; buttons: string[]; checkboxLabel: string }
  | { kind: 'notification'; title: string; body: string }
  | { kind: 'tray'; shown: boolean }
  | { kind: 'exiting' }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'failure'; id: number; message: string };

export type ToMain = { id: number } & Question;

export type Question =
  | { kind: 'invoke'; channel: string; args: unknown[]; frame: { url: string; top: boolean } }
  | { kind: 'fetch'; url: string; method: string }
  /** The page is about to leave for another address, or to open a window: may it? */
  | { kind: 'navigate'; url: string }
  | { kind: 'openWindow'; url: string }
  | { kind: 'pageShown' }
  | { kind: 'closeWindow' }
  | { kind: 'answerBox'; box: number; response: number; checkboxChecked: boolean }
  /** whether the person looks at the window */
  | { kind: 'focusWindow'; focused: boolean }
  /** chooses an entry of the application's menu by its labels, from the bar downwards */
  | { kind: 'clickMenu'; labels: string[] }
  | { kind: 'clickNotification' }
  | { kind: 'clickTray'; label: string | null };

export interface FetchedFile {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}
