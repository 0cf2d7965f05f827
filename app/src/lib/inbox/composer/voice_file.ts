import { BlobSource, BufferTarget, Conversion, Input, MP4, OGG, OggOutputFormat, Output, WEBM } from "mediabunny";

/**
 * What WhatsApp shows as a voice message: ogg with opus, mono (facts/channels.md A2). Chrome and Safari record webm or
 * mp4; opus inside webm is only repacked, other codecs are encoded by the browser.
 */
export async function toVoice(recorded: Blob): Promise<Blob> {
  const input = new Input({ source: new BlobSource(recorded), formats: [WEBM, OGG, MP4] });
  const target = new BufferTarget();
  const output = new Output({ format: new OggOutputFormat(), target });
  const conversion = await Conversion.init({
    input,
    output,
    video: { discard: true },
    audio: { codec: "opus", numberOfChannels: 1, bitrate: 32_000 },
  });
  if (!conversion.isValid) throw new Error("voice conversion: no way from this recording to opus");
  await conversion.execute();
  if (!target.buffer) throw new Error("voice conversion: nothing was written");
  return new Blob([target.buffer], { type: "audio/ogg" });
}
