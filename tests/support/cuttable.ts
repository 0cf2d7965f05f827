/** A line to a server that can be cut for all who use it. What was on its way, or said meanwhile, is lost to them. */
export type Cuttable = { url: string; cut(): void; close(): void };

/** In: `nats://host:port`. Clients find the line again by themselves, as they do after any failure of the network. */
export function cuttableLine(target: string): Cuttable {
  const { hostname, port } = new URL(target);
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  const join = async (near: Deno.Conn): Promise<void> => {
    open.add(near);
    try {
      const far = await Deno.connect({ hostname, port: Number(port) });
      open.add(far);
      await Promise.race([near.readable.pipeTo(far.writable), far.readable.pipeTo(near.writable)]);
      close(far);
    } catch {
      // Cut, or nobody behind it.
    } finally {
      close(near);
    }
  };
  function close(line: Deno.Conn): void {
    if (!open.delete(line)) return;
    try {
      line.close();
    } catch {
      // Its stream closed it.
    }
  }
  void (async () => {
    for await (const near of listener) void join(near);
  })();
  return {
    url: `nats://127.0.0.1:${listener.addr.port}`,
    cut: () => [...open].forEach(close),
    close() {
      listener.close();
      [...open].forEach(close);
    },
  };
}
