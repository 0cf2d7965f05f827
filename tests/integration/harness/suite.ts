import { openWorld, type World, type WorldOptions } from "./world.ts";

/**
 * One world for a file's tests: opened before the first, closed after the last. Sockets and pools live longer than one
 * test, so Deno's own leak check is off here; `db.drop()` fails when anything stays connected.
 */
export function suite(options: WorldOptions = {}): (name: string, test: (world: World) => Promise<void>) => void {
  let world: World | undefined;
  Deno.test.beforeAll(async () => {
    world = await openWorld(options);
  });
  Deno.test.afterAll(async () => {
    await world?.close();
  });
  return (name, test) =>
    Deno.test({
      name,
      sanitizeOps: false,
      sanitizeResources: false,
      fn: async () => {
        try {
          await test(world!);
        } finally {
          // What one test breaks at Meta is whole again for the next.
          Object.assign(world!.meta.faults, { next: [], hold: false, statusBeforeAnswer: false, duplicate: false });
          world!.meta.flush();
        }
      },
    });
}
