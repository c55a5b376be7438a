const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Calls when the frame that is drawn next has been laid out and painted. */
export function afterFrame(then: () => void): void {
  requestAnimationFrame(() => {
    waiting.push(then);
    channel.port2.postMessage(null);
  });
}
