import { Menu, type MenuItemConstructorOptions } from 'electron';

/** Only what the system expects: editing, zoom and the window. Everything of Trainyard itself is in the page. */
export function setMenu(): void {
  const application: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [{ role: 'fileMenu' }];
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      { role: 'toggleDevTools' },
    ],
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate([...application, { role: 'editMenu' }, view, { role: 'windowMenu' }]));
}
