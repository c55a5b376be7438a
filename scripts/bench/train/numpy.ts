import { join } from 'node:path';
import { startPeer, type LoadedCase, type Peer } from './peer.ts';

/** NumPy by hand. Throws where python3 or its numpy is missing. */
export const startNumpy = (cases: readonly LoadedCase[], threads: number): Promise<Peer> => startPeer(cases, {
  command: ['/usr/bin/python3', join(import.meta.dirname, 'numpy_peer.py')],
  threads, needs: 'Debian’s python3-numpy and libopenblas0-pthread',
});
