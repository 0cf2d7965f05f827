/** The whole body, or undefined when it is longer than `limit`: by what it announces, and else by counting. */
export async function readLimited(request: Request, limit: number): Promise<Uint8Array | undefined> {
  const { headers } = request;
  const announced = headers.get("content-length");
  if (announced !== null && Number(announced) > limit) return undefined;
  // With a length, and no other coding over it, no more than that arrives.
  if (announced !== null && !headers.has("transfer-encoding")) return await request.bytes();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
