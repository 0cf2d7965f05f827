/**
 * Program: posts webhooks that were signed beforehand, as fast as they are answered. It shares the machine with what it
 * measures, so it does as little as can be: one connection a sender, kept open, written and read as bytes.
 * In (stdin): `Order` as JSON. Out (stdout): `Report` as JSON. Ends with an error when an answer is not 200.
 */
import { cpuUsage } from "node:process";

export type Order = {
  url: string;
  senders: number;
  seconds: number;
  /** Bodies with their headers' signature; each is sent once. The run ends early when they are used up. */
  posts: { signature: string; body: string }[];
};
export type Report = {
  /** Milliseconds of every answer. */
  answers: number[];
  seconds: number;
  cpuSeconds: number;
};

const decoder = new TextDecoder();

if (import.meta.main) {
  const order: Order = JSON.parse(await new Response(Deno.stdin.readable).text());
  console.log(JSON.stringify(await run(order)));
}

async function run({ url, senders, seconds, posts }: Order): Promise<Report> {
  const { hostname, port, pathname } = new URL(url);
  const requests = posts.map(({ signature, body }) => requestOf(pathname, hostname, signature, body));
  const connections = await Promise.all(
    Array.from({ length: senders }, () => Deno.connect({ hostname, port: Number(port) })),
  );
  const answers: number[] = [];
  const before = cpuUsage();
  const begun = performance.now();
  const end = begun + seconds * 1000;
  await Promise.all(connections.map(async (connection) => {
    const answer = new Uint8Array(4096);
    for (let at = performance.now(); at < end;) {
      const request = requests.pop();
      if (!request) break;
      await writeAll(connection, request);
      await expectOk(connection, answer);
      const now = performance.now();
      answers.push(now - at);
      at = now;
    }
    connection.close();
  }));
  const { user, system } = cpuUsage(before);
  return { answers, seconds: (performance.now() - begun) / 1000, cpuSeconds: (user + system) / 1e6 };
}

function requestOf(path: string, host: string, signature: string, body: string): Uint8Array {
  const encoder = new TextEncoder();
  const bytes = encoder.encode(body);
  const head = encoder.encode(
    `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${bytes.length}\r\n` +
      `x-hub-signature-256: sha256=${signature}\r\n\r\n`,
  );
  const request = new Uint8Array(head.length + bytes.length);
  request.set(head);
  request.set(bytes, head.length);
  return request;
}

async function writeAll(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(at === 0 ? bytes : bytes.subarray(at));
}

/** Reads one whole answer: its head, and as much as its content-length says. */
async function expectOk(connection: Deno.Conn, buffer: Uint8Array): Promise<void> {
  let text = "";
  for (let whole = Infinity; text.length < whole;) {
    const read = await connection.read(buffer);
    if (read === null) throw new Error(`the connection was closed after ${JSON.stringify(text)}`);
    text += decoder.decode(buffer.subarray(0, read));
    const head = text.indexOf("\r\n\r\n");
    if (head >= 0) whole = head + 4 + Number(/content-length: (\d+)/i.exec(text)?.[1] ?? NaN);
    if (Number.isNaN(whole)) throw new Error(`an answer without content-length: ${text}`);
  }
  if (!text.startsWith("HTTP/1.1 200 ")) throw new Error(`the webhook answered ${text}`);
}
