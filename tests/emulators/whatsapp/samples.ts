/** Small real files: a PNG landscape and an Ogg/Opus recording of silence, made here so that no binary lies in the tree. */

const PALETTES = [
  [[0xbc, 0xd3, 0xdc], [0x8f, 0xae, 0x8c], [0x4f, 0x7a, 0x58]],
  [[0xf3, 0xd9, 0xb4], [0xc6, 0x7d, 0x56], [0x6a, 0x7d, 0x73]],
  [[0xe6, 0xe9, 0xe4], [0x88, 0x9e, 0x90], [0xb9, 0xb4, 0xaa]],
  [[0xef, 0xe6, 0xda], [0xc9, 0xa6, 0x7d], [0x7c, 0x8f, 0x86]],
  [[0xd8, 0xcf, 0xe4], [0x9b, 0x8b, 0xb8], [0x5c, 0x4f, 0x78]],
] as const;

/** A landscape of 320×240 in one of five colourings. */
export async function samplePng(seed: number): Promise<Uint8Array> {
  const [width, height] = [320, 240];
  const palette = PALETTES[seed % PALETTES.length]!;
  const raw = new Uint8Array((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const far = height * 0.55 + Math.sin(x / 40 + seed) * 22;
      const near = height * 0.78 + Math.sin(x / 27 + seed * 2) * 16;
      raw.set(palette[y < far ? 0 : y < near ? 1 : 2], y * (width * 3 + 1) + 1 + x * 3);
    }
  }
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, width);
  new DataView(header.buffer).setUint32(4, height);
  header.set([8, 2, 0, 0, 0], 8);
  const packed = new Response(new Blob([raw]).stream().pipeThrough(new CompressionStream("deflate")));
  return join([
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", new Uint8Array(await packed.arrayBuffer())),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** A WebP as far as its header is read: lossless, of this size. */
export function headerOfWebp(width: number, height: number, bytes = 200): Uint8Array {
  const file = new Uint8Array(bytes);
  const view = new DataView(file.buffer);
  file.set(new TextEncoder().encode("RIFF....WEBPVP8L"));
  view.setUint32(4, bytes - 8, true);
  view.setUint32(16, bytes - 20, true);
  file[20] = 0x2f;
  view.setUint32(21, ((height - 1) << 14) | (width - 1), true);
  return file;
}

/** Silence as Ogg/Opus, mono: what WhatsApp calls a voice note. */
export function silentOgg(seconds: number): Uint8Array {
  const head = new Uint8Array(19);
  head.set(new TextEncoder().encode("OpusHead"));
  head.set([1, 1], 8);
  new DataView(head.buffer).setUint32(12, 48_000, true);
  const tags = join([new TextEncoder().encode("OpusTags"), new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0])]);
  const pages = [page([head], 0, 0, 2), page([tags], 0, 1, 0)];
  // One page a second: fifty packets of 20 ms of silence.
  const silence = new Uint8Array([0xf8, 0xff, 0xfe]);
  for (let index = 0; index < seconds; index++) {
    pages.push(
      page(Array.from({ length: 50 }, () => silence), (index + 1) * 48_000, index + 2, index === seconds - 1 ? 4 : 0),
    );
  }
  return join(pages);
}

function page(packets: Uint8Array[], granule: number, sequence: number, flags: number): Uint8Array {
  const header = new Uint8Array(27 + packets.length);
  const view = new DataView(header.buffer);
  header.set(new TextEncoder().encode("OggS"));
  header[5] = flags;
  view.setBigUint64(6, BigInt(granule), true);
  view.setUint32(14, 0x4d75, true);
  view.setUint32(18, sequence, true);
  header[26] = packets.length;
  packets.forEach((packet, index) => header[27 + index] = packet.length);
  const bytes = join([header, ...packets]);
  new DataView(bytes.buffer).setUint32(22, oggCrc(bytes), true);
  return bytes;
}

function oggCrc(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = join([new TextEncoder().encode(type), data]);
  const bytes = new Uint8Array(body.length + 8);
  new DataView(bytes.buffer).setUint32(0, data.length);
  bytes.set(body, 4);
  new DataView(bytes.buffer).setUint32(body.length + 4, pngCrc(body));
  return bytes;
}

function pngCrc(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function join(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
