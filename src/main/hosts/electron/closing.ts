import { app, dialog, Menu, nativeImage, Tray, type BrowserWindow } from 'electron';
import type { Settings } from '../../../contract/api.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { trayIcon } from './tray-icon.ts';

/** What closing the window needs of the application. */
export type Trained = Pick<Workbench, 'activity' | 'on' | 'call'>;

export interface Closing {
  /** Brings the window back, from the tray or from behind. */
  show(): void;
  /** Ends the application without a question: somebody else has decided. */
  quit(): void;
}

const answers = ['Keep training in the background', 'Stop runs and quit', 'Cancel'] as const;
/** Time for the notification of the last run that ended, before the process goes. */
const lingerMs = 3000;

/**
 * Closing the window while runs train or wait asks what is to become of them, unless that has been settled. In the
 * background a mark in the tray leads back, as does starting Trainyard once more; it ends with its last run.
 */
export function guardClosing(window: BrowserWindow, workbench: Trained): Closing {
  let decided = false;
  let quitting = false;
  let asking = false;
  let tray: Tray | null = null;
  let leaving: NodeJS.Timeout | null = null;

  app.on('before-quit', () => { quitting = true; });
  window.on('close', (event) => {
    if (decided || busy() === 0) return;
    event.preventDefault();
    void decide(quitting);
    quitting = false;
  });
  workbench.on('runs.changed', leaveWhenDone);

  return { show, quit };

  function busy(): number {
    const { training, waiting } = workbench.activity();
    return training + waiting;
  }

  /** Whoever quits, rather than closes, is asked even where the background is the rule: otherwise there was no way to. */
  async function decide(byQuitting: boolean): Promise<void> {
    const choice = await readChoice();
    if (choice === 'stop') return quit();
    if (choice === 'background' && !byQuitting) return hide();
    await ask();
  }

  async function readChoice(): Promise<Settings['whenClosing']> {
    const reply = await workbench.call('settings.get', null);
    return reply.ok ? (reply.value as Settings).whenClosing : 'ask';
  }

  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    // A question needs a window to be seen on.
    if (!window.isVisible()) show();
    const runs = busy();
    const { response, checkboxChecked } = await dialog.showMessageBox(window, {
      type: 'question',
      message: runs === 1 ? 'A run is training.' : `${runs} runs are training or waiting.`,
      detail: 'In the background they go on, and Trainyard ends with the last of them. Stopped runs keep their whole epochs; those that wait start next time.',
      buttons: [...answers],
      defaultId: 0,
      cancelId: 2,
      checkboxLabel: 'Do the same from now on',
      noLink: true,
    }).finally(() => { asking = false; });
    const choice = ({ 0: 'background', 1: 'stop' } as const)[response];
    if (choice === undefined) return;
    if (checkboxChecked) await workbench.call('settings.set', { whenClosing: choice });
    if (choice === 'stop') quit();
    else hide();
  }

  function hide(): void {
    window.hide();
    tray ??= createTray();
    leaveWhenDone();
  }

  function createTray(): Tray {
    const made = new Tray(nativeImage.createFromDataURL(trayIcon));
    made.setToolTip('Trainyard trains in the background');
    made.setContextMenu(Menu.buildFromTemplate([
      { label: 'Open Trainyard', click: show },
      { label: 'Stop runs and quit', click: quit },
    ]));
    made.on('click', show);
    return made;
  }

  function show(): void {
    if (leaving) clearTimeout(leaving);
    leaving = null;
    tray?.destroy();
    tray = null;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** In the background nothing is left to do once nothing trains. */
  function leaveWhenDone(): void {
    if (tray === null || busy() > 0) return;
    leaving ??= setTimeout(() => {
      leaving = null;
      if (tray !== null && busy() === 0) quit();
    }, lingerMs);
  }

  function quit(): void {
    decided = true;
    app.quit();
  }
}
