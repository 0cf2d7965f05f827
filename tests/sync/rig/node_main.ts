/** A node as a process of its own, to be killed: DATABASE_URL, PORT. Says its address on the first line. */
import postgres from "postgres";
import { startNode } from "./node.ts";

const node = await startNode(postgres(Deno.env.get("DATABASE_URL")!, { max: 5, onnotice: () => {} }), {
  port: Number(Deno.env.get("PORT")),
});
console.log(node.url);
