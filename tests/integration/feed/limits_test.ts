import assert from "node:assert/strict";
import { Client } from "../harness/client.ts";
import { suite } from "../harness/suite.ts";
import { waitFor } from "../../support/waiting.ts";

const check = suite();

check("[F14] one member's feeds are limited, others' are not; a place is free when one goes", async (world) => {
  const ivo = await world.member("Ivo");
  const open = (client: Client) => client.fetch("GET", "/api/feed");
  const feeds: Response[] = [];
  const last = await waitFor("the limit", async () => {
    const response = await open(ivo);
    if (response.status !== 200) return response;
    feeds.push(response);
    return undefined;
  });
  assert.equal(last.status, 429);
  assert.equal((await last.json()).code, "too_many_tries");
  assert.equal(feeds.length, 50);
  const other = await open(world.admin);
  assert.equal(other.status, 200);
  await feeds.pop()!.body!.cancel();
  feeds.push(
    await waitFor("the place", async () => {
      const response = await open(ivo);
      if (response.status === 200) return response;
      await response.body?.cancel();
      return undefined;
    }),
  );
  for (const feed of [...feeds, other]) await feed.body!.cancel();
});
