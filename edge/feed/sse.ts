/** A server-sent event stream with a bounded queue. Text in, bytes out. */
export type SseStream = {
  response: Response;
  /** Queues one event. Answers false when the reader is gone. */
  send(event: string, data: string, id?: string): boolean;
  /** Waits until the reader has taken most of what is queued: for long first loads. */
  drained(): Promise<void>;
  close(): void;
};

/** A reader that is this far behind is closed: it comes back with its cursor, and nothing is lost. */
const MAX_QUEUED = 8 * 1024 * 1024;
const LOW_WATER = 256 * 1024;
const HEARTBEAT_MS = 15_000;
/** A reader that takes nothing for this long while a first load waits for it. */
const MAX_WAIT_MS = 10_000;

export function openSse(onClose: () => void): SseStream {
  const encoder = new TextEncoder();
  let closed = false;
  let waiting: (() => void) | undefined;
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    pull() {
      waiting?.();
      waiting = undefined;
    },
    cancel: finish,
  }, new ByteLengthQueuingStrategy({ highWaterMark: LOW_WATER }));
  const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MS);

  function finish(): void {
    if (closed) return;
    closed = true;
    clearInterval(heartbeat);
    waiting?.();
    onClose();
  }

  function close(): void {
    if (closed) return;
    finish();
    try {
      controller.close();
    } catch {
      // The reader went first.
    }
  }

  function write(text: string): boolean {
    if (closed) return false;
    if ((controller.desiredSize ?? 0) < LOW_WATER - MAX_QUEUED) {
      close();
      return false;
    }
    controller.enqueue(encoder.encode(text));
    return true;
  }

  return {
    response: new Response(stream, {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      },
    }),
    send: (event, data, id) => write(`event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${data}\n\n`),
    async drained() {
      if (closed || (controller.desiredSize ?? 1) > 0) return;
      const late = setTimeout(close, MAX_WAIT_MS);
      await new Promise<void>((resolve) => (waiting = resolve));
      clearTimeout(late);
    },
    close,
  };
}
