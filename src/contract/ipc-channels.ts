import type { EventName } from './events.ts';

/** The channels between a sandboxed preload script and main: one for all calls, one per event. */
export const callChannel = 'trainyard:call';
export const eventChannel = (event: EventName) => `trainyard:event:${event}`;
