import { BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { eventChannel } from '../../../contract/ipc-channels.ts';
import type { MenuChoice } from '../../../contract/menu-choices.ts';

/**
 * What the system expects of a menu, and the few things of Trainyard that belong there. Nothing is done here: a choice
 * goes to the window, which does the same as for the key. The page sees each key first, so that it stays a field's own.
 */
export function setMenu(): void {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const application: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  const file: MenuItemConstructorOptions = {
    label: 'File',
    submenu: [
      item('New run…', 'launch', 'CmdOrCtrl+N'), separator, item('Runs', 'runs', 'CmdOrCtrl+1'), item('Data sets', 'data'), item('Trash', 'trash'), separator,
      process.platform === 'darwin' ? { role: 'close' } : { role: 'quit' },
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: 'Edit',
    submenu: [
      item('Undo', 'undo', 'CmdOrCtrl+Z'), item('Redo', 'redo', 'CmdOrCtrl+Shift+Z'), separator,
      { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }, separator, item('Find command…', 'palette', 'CmdOrCtrl+K'),
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, separator, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }],
  };
  const help: MenuItemConstructorOptions = { role: 'help', label: 'Help', submenu: [item('Keyboard shortcuts', 'shortcuts')] };
  Menu.setApplicationMenu(Menu.buildFromTemplate([...application, file, edit, view, { role: 'windowMenu' }, help]));
}

/** The accelerator is shown alone: the page hears the key itself. */
function item(label: string, choice: MenuChoice, accelerator?: string): MenuItemConstructorOptions {
  return { label, ...(accelerator && { accelerator, registerAccelerator: false }), click: () => tell(choice) };
}

function tell(choice: MenuChoice): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(eventChannel('menu.chosen'), { choice });
}
