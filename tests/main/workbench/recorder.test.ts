import { expect, it, vi } from 'vitest';
import { AppError } from '../../../src/contract/errors.ts';
import type { Store } from '../../../src/main/store/types/store.ts';
import type { Changes } from '../../../src/main/workbench/changes.ts';
import { createEventBus } from '../../../src/main/workbench/event-bus.ts';
import { createRecorder } from '../../../src/main/workbench/recorder.ts';

/** A store whose transactions go as the list says, one after the other, and then well. */
function storeThat(...goes: ('fails' | 'isBusy')[]) {
  const written: string[] = [];
  const store = {
    transaction(work: () => unknown) {
      const how = goes.shift();
      if (how === 'isBusy') throw new AppError('busy', 'Another process holds the file.');
      const before = written.length;
      work();
      if (how !== 'fails') return;
      written.length = before;
      throw new Error('no space');
    },
    runs: { setStatus: (id: string, status: string) => written.push(`${id} ${status}`) },
  };
  return { store: store as unknown as Store, written };
}

/** What is written of two events, and what a person is told, where transactions go so. */
function recordedWhere(...goes: Parameters<typeof storeThat>) {
  const { store, written } = storeThat(...goes);
  const bus = createEventBus(() => {});
  const notices: string[] = [];
  bus.on('notice', ({ message }) => notices.push(message));
  const recorder = createRecorder({ store, bus, changes: { publishOwn() {} } as unknown as Changes, log() {} });
  recorder.hear({ kind: 'paused', runId: 'a' });
  recorder.hear({ kind: 'resumed', runId: 'b' });
  return { written, notices };
}

it('keeps what another process does not let it write one by one, and writes it later', async () => {
  const { written, notices } = recordedWhere('fails', 'isBusy');
  await vi.waitFor(() => expect(written).toEqual(['a paused', 'b running']));
  expect(notices).toEqual([]);
});

it('lets a run that cannot be written cost no other its own', async () => {
  const { written, notices } = recordedWhere('fails', 'fails');
  await vi.waitFor(() => expect(written).toEqual(['b running']));
  expect(notices).toEqual(['Part of a run could not be stored: see the log.']);
});
