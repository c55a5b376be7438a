import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Enough to recognise one process again, and not to take another one for it that got its number later. */
export interface ProcessIdentity {
  /** the same for two processes exactly where each can see the other's process number */
  machine: string;
  pid: number;
  /** when it started, as the operating system counts; null where it does not tell */
  startedAt: string | null;
}

export type Liveness = 'alive' | 'dead' | 'unknown';

export function thisProcess(): ProcessIdentity {
  return { machine: thisMachine(), pid: process.pid, startedAt: startTime(process.pid) };
}

/** `unknown` where this machine cannot tell: then only silence says that the process is gone. */
export function livenessOf(other: ProcessIdentity, machine: string): Liveness {
  if (other.machine !== machine) return 'unknown';
  if (!processExists(other.pid)) return 'dead';
  const startedAt = startTime(other.pid);
  if (startedAt === null || other.startedAt === null) return 'unknown';
  return startedAt === other.startedAt ? 'alive' : 'dead';
}

/** On Linux one start of the kernel and one space of process numbers (a container has its own); elsewhere the name. */
function thisMachine(): string {
  if (process.platform !== 'linux') return `${process.platform}:${hostname()}`;
  try {
    return `linux:${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return `linux:${hostname()}`;
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Linux: field 22 of /proc/PID/stat, clock ticks since the machine started. The name in field 2 may hold anything. */
function startTime(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return afterName[22 - 3] ?? null;
  } catch {
    return null;
  }
}
