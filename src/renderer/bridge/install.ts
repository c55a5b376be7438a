import type { Bridge } from '../../contract/bridge.ts';
import { createWebBridge } from './web-bridge.ts';

declare global {
  interface Window {
    /** put there by the preload script in Electron, by `installBridge` in a browser */
    trainyard?: Bridge;
  }
}

/** The bridge that the preload script has put into the window, else the web host's. */
export function installBridge(): Bridge {
  window.trainyard ??= createWebBridge();
  return window.trainyard;
}
