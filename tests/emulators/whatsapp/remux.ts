import { BlobSource, BufferTarget, Conversion, Input, OggOutputFormat, Output, WEBM } from "mediabunny";

/**
 * Chromium records Opus in WebM, WhatsApp's phones send it in Ogg: the same packets in another box. Out: undefined when
 * there is no such recording in the bytes.
 */
export async function webmToOgg(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    const input = new Input({ formats: [WEBM], source: new BlobSource(new Blob([new Uint8Array(bytes)])) });
    const target = new BufferTarget();
    const output = new Output({ format: new OggOutputFormat(), target });
    const conversion = await Conversion.init({ input, output });
    if (!conversion.isValid) return undefined;
    await conversion.execute();
    return target.buffer ? new Uint8Array(target.buffer) : undefined;
  } catch {
    return undefined;
  }
}
