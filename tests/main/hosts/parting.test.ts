import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createParting } from '../../../src/main/hosts/web/parting.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function openParting() {
  const state = { clients: 1 };
  const end = vi.fn();
  const parting = createParting(() => state.clients, end, 5000);
  const setClients = (clients: number) => {
    state.clients = clients;
    parting.check();
  };
  return { parting, end, setClients };
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
