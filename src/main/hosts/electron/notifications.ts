import { BrowserWindow, Notification } from 'electron';
import type { Settings } from '../../../contract/api.ts';
import { createEndings, type EndingNotice } from '../../../contract/endings.ts';
import { eventChannel } from '../../../contract/ipc-channels.ts';
import type { Workbench } from '../../workbench/workbench.ts';

/** Tells the desktop that runs have ended, also while the window is hidden, but not while it has the person's eyes. */
export function notifyOfEndings(workbench: Pick<Workbench, 'on' | 'call'>, show: () => void): void {
  const endings = createEndings((notice) => void tell(notice));
  workbench.on('runs.changed', ({ rows }) => endings.hear(rows));

  async function tell(notice: EndingNotice): Promise<void> {
    if (BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return;
    const settings = await workbench.call('settings.get', null);
    if (!settings.ok || !(settings.value as Settings).notifications) return;
    const notification = new Notification({ title: notice.title, body: notice.body });
    notification.on('click', () => {
      show();
      for (const window of BrowserWindow.getAllWindows()) window.webContents.send(eventChannel('openRun'), { id: notice.runId });
    });
    notification.show();
  }
}
