import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { AppError } from '../../../contract/errors.ts';
import { callChannel, eventChannel } from '../../../contract/ipc-channels.ts';
import type { AnyReply, Served } from '../served.ts';
import { onWindowEvents } from '../window-events.ts';
import { isAppUrl } from './app-protocol.ts';

/** Answers the calls of the application's own windows, and of nobody else. */
export function serveCalls(workbench: Served): void {
  ipcMain.handle(callChannel, async (event, method: unknown, input: unknown): Promise<AnyReply> => {
    if (!isTrusted(event)) return refused(new AppError('unauthorised', 'This page may not call Trainyard.'));
    if (typeof method !== 'string') return refused(new AppError('invalidInput', 'A call needs the name of its method.'));
    return workbench.call(method, input);
  });
}

/** Sends every event of the workbench to every window. */
export function forwardEvents(workbench: Served): void {
  onWindowEvents(workbench, (name, payload) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(eventChannel(name), payload);
  });
}

/** Only the top frame of a window that shows the application's own page; a frame that has just gone is null. */
function isTrusted({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url);
}

const refused = (error: AppError): AnyReply => ({ ok: false, error: error.toData() });
