import { createPinia, setActivePinia } from 'pinia';
import type { Handlers } from '../../src/contract/api.ts';
import { provideBridge } from '../../src/renderer/stores/bridge.ts';
import { fakeBridge, type FakeBridge } from './fake-bridge.ts';

/** Fresh stores on a fake bridge. */
export function freshStores(handlers: Partial<Handlers> = {}): FakeBridge {
  const bridge = fakeBridge(handlers);
  provideBridge(bridge);
  setActivePinia(createPinia());
  return bridge;
}
