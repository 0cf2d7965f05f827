/** Every limit of a room and its sessions, in one place. */
export const LIMITS = {
  /** A frame larger than this is not looked at (4413). The rule of the kind limits the update inside. */
  frameBytes: 1024 * 1024,
  /** Frames waiting while the room opens. */
  openingFrames: 200,
  openingBytes: 2 * 1024 * 1024,
  openingMs: 10_000,
  /** Before it is known who sends. */
  strangerBytes: 256 * 1024,
  /** Token bucket per connection; beyond it, 4529. A fast typist makes 15 frames a second. */
  framesPerSecond: 200,
  framesBurst: 1_000,
  bytesPerSecond: 2 * 1024 * 1024,
  bytesBurst: 16 * 1024 * 1024,
  /** Live frames stop above `lagBytes` of unsent data and a resync follows below `drainedBytes`. */
  lagBytes: 256 * 1024,
  drainedBytes: 64 * 1024,
  /** On top of the largest frame sent: what answers and acknowledgements may pile up. */
  unsentBytes: 8 * 1024 * 1024,
  stalledMs: 15_000,
  /** Between two acknowledgements to one connection: who types fast is told of several frames at once. */
  savedMs: 100,
  pollMs: 250,
  awarenessMs: 80,
  awarenessBytes: 4 * 1024,
  awarenessIds: 4,
  /** A client repeats its state every 15 s; one of another node that went silent is dropped after this. */
  awarenessOutdatedMs: 45_000,
  /** Recent updates kept for readers that catch up. */
  recentBytes: 1024 * 1024,
  idleMs: 30_000,
  keepAliveMs: 15_000,
  recheckMs: 300_000,
  /** How often a node looks for what a lost bus message would have told. */
  headsMs: 15_000,
  /** The log is folded once it is larger than this and than the snapshot. */
  compactBytes: 64 * 1024,
};
export type Limits = typeof LIMITS;
