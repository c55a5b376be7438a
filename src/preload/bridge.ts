import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { Bridge, Reply } from '../contract/bridge.ts';
import { callChannel, eventChannel } from '../contract/ipc-channels.ts';

const bridge: Bridge = {
  host: 'electron',
  async call(method, input) {
    try {
      return (await ipcRenderer.invoke(callChannel, method, input)) as Reply<typeof method>;
    } catch (error) {
      return { ok: false, error: { code: 'invalidInput', message: `This cannot be sent: ${(error as Error).message}` } };
    }
  },
  on(event, listener) {
    const relay = (_: IpcRendererEvent, payload: Parameters<typeof listener>[0]) => listener(payload);
    ipcRenderer.on(eventChannel(event), relay);
    return () => {
      ipcRenderer.off(eventChannel(event), relay);
    };
  },
};

// Any number of charts may listen to one event.
ipcRenderer.setMaxListeners(0);
contextBridge.exposeInMainWorld('trainyard', bridge);
