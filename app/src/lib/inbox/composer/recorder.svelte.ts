/** Recording a voice message: level bars while it runs, an ogg/opus file at the end. The microphone is let go at once. */
export type Recorded = { file: Blob; url: string; duration: number; waveform: number[] };
export type RecorderState =
  | { kind: "idle" }
  | { kind: "asking" }
  | { kind: "recording"; seconds: number; bars: number[] }
  | { kind: "preparing" }
  | { kind: "ready"; recorded: Recorded }
  | { kind: "refused"; reason: "denied" | "none" | "failed" };

const BARS = 64;
const STEP_MS = 100;

export class Recorder {
  state = $state.raw<RecorderState>({ kind: "idle" });
  #recorder: MediaRecorder | undefined;
  #stream: MediaStream | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #audio: AudioContext | undefined;
  #levels: number[] = [];

  /** CMP-22: recording starts at once. CMP-21: a refusal is a state with its reason. */
  async start(): Promise<void> {
    this.state = { kind: "asking" };
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true } });
    } catch (error) {
      const name = error instanceof DOMException ? error.name : "";
      this.state = {
        kind: "refused",
        reason: name === "NotAllowedError" ? "denied" : name === "NotFoundError" ? "none" : "failed",
      };
      return;
    }
    this.#levels = [];
    this.#meter(this.#stream);
    const types = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
    const chunks: Blob[] = [];
    this.#recorder = new MediaRecorder(this.#stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: 32_000 });
    this.#recorder.ondataavailable = (event) => chunks.push(event.data);
    this.#recorder.onstop = () =>
      void this.#finish(new Blob(chunks, { type: this.#recorder?.mimeType ?? "audio/webm" }));
    this.#recorder.start();
    this.state = { kind: "recording", seconds: 0, bars: [] };
  }

  stop(): void {
    if (this.#recorder?.state !== "recording") return;
    this.state = { kind: "preparing" };
    this.#recorder.stop();
  }

  /** CMP-23: the trash throws it away at once. */
  discard(): void {
    if (this.#recorder) this.#recorder.onstop = null;
    if (this.#recorder?.state === "recording") this.#recorder.stop();
    if (this.state.kind === "ready") URL.revokeObjectURL(this.state.recorded.url);
    this.#release();
    this.state = { kind: "idle" };
  }

  async #finish(raw: Blob): Promise<void> {
    const duration = this.#levels.length * STEP_MS / 1000;
    const waveform = shrink(this.#levels);
    this.#release();
    try {
      const { toVoice } = await import("./voice_file.ts");
      const file = await toVoice(raw);
      this.state = { kind: "ready", recorded: { file, url: URL.createObjectURL(file), duration, waveform } };
    } catch {
      this.state = { kind: "refused", reason: "failed" };
    }
  }

  #meter(stream: MediaStream): void {
    this.#audio = new AudioContext();
    const analyser = this.#audio.createAnalyser();
    analyser.fftSize = 512;
    this.#audio.createMediaStreamSource(stream).connect(analyser);
    const samples = new Uint8Array(analyser.fftSize);
    this.#timer = setInterval(() => {
      analyser.getByteTimeDomainData(samples);
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0);
      this.#levels.push(Math.min(100, Math.round(peak / 1.28 * 1.6)));
      if (this.state.kind !== "recording") return;
      this.state = {
        kind: "recording",
        seconds: this.#levels.length * STEP_MS / 1000,
        bars: this.#levels.slice(-BARS),
      };
    }, STEP_MS);
  }

  #release(): void {
    clearInterval(this.#timer);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    void this.#audio?.close();
    this.#audio = undefined;
    this.#stream = undefined;
  }
}

/** At most 64 bars (the loudest of each stretch). */
function shrink(levels: readonly number[]): number[] {
  if (levels.length <= BARS) return [...levels];
  const size = levels.length / BARS;
  return Array.from(
    { length: BARS },
    (_, at) => Math.max(...levels.slice(Math.floor(at * size), Math.floor((at + 1) * size) || 1)),
  );
}
