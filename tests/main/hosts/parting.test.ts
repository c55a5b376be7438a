import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createParting } from '../../../src/main/hosts/web/parting.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function openParting() {
  const state = { clients: 1, busy: false };
  const end = vi.fn();
  const parting = createParting(() => state.clients, end, { patienceMs: 5000, stays: () => state.busy });
  const setClients = (clients: number) => {
    state.clients = clients;
    parting.check();
  };
  return { parting, end, setClients, setBusy: (busy: boolean) => { state.busy = busy; } };
}

test('the host ends when the browser has exited and nobody is connected', () => {
  const { parting, end, setClients } = openParting();
  setClients(0);
  parting.begin();
  vi.advanceTimersByTime(5000);
  expect(end).toHaveBeenCalledOnce();
});

test('a page that was handed to a running browser keeps the host until it is closed', () => {
  const { parting, end, setClients } = openParting();
  setClients(0);
  parting.begin();
  setClients(1);
  vi.advanceTimersByTime(60_000);
  expect(end).not.toHaveBeenCalled();
  setClients(0);
  vi.advanceTimersByTime(5000);
  expect(end).toHaveBeenCalledOnce();
});

test('a reload does not end the host', () => {
  const { parting, end, setClients } = openParting();
  parting.begin();
  setClients(0);
  vi.advanceTimersByTime(1000);
  setClients(1);
  vi.advanceTimersByTime(60_000);
  expect(end).not.toHaveBeenCalled();
});

test('while the browser runs, nobody has to be connected', () => {
  const { end, setClients } = openParting();
  setClients(0);
  vi.advanceTimersByTime(60_000);
  expect(end).not.toHaveBeenCalled();
});

test('a host that has something to do ends once it is done', () => {
  const { parting, end, setClients, setBusy } = openParting();
  setBusy(true);
  setClients(0);
  parting.begin();
  vi.advanceTimersByTime(60_000);
  expect(end).not.toHaveBeenCalled();
  setBusy(false);
  vi.advanceTimersByTime(5000);
  expect(end).toHaveBeenCalledOnce();
});
