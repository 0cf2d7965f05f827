/** Every limit of a room, its sessions and their members, in one place. */
export const LIMITS = {
  /** A frame larger than this is not looked at (4413). The rule of the kind limits the update inside. */
  frameBytes: 1024 * 1024,

  // Before it is known who sends. Nothing here needs a cookie, so an address and the node are what can be counted.
  /** Signing in takes milliseconds, and clients come back spread over half a minute: an office behind one address fits. */
  strangersPerAddress: 200,
  /** 2,000 × strangerBytes is the most that all strangers together can make the node hold: half a gigabyte. */
  strangers: 2_000,
  strangerMs: 10_000,
  strangerBytes: 256 * 1024,

  // Frames waiting while the room opens.
  openingFrames: 200,
  openingBytes: 2 * 1024 * 1024,
  openingMs: 10_000,

  // Token buckets of one connection; beyond them, 4529. A fast typist makes 15 frames a second.
  framesPerSecond: 200,
  framesBurst: 1_000,
  bytesPerSecond: 2 * 1024 * 1024,
  bytesBurst: 16 * 1024 * 1024,
  /** Questions that cost an answer (step 1, who is here): a client asks once a connection; a whole document takes long. */
  asksPerSecond: 1,
  asksBurst: 10,

  // One member over all connections to this node: two busy tabs, and what a month without network has gathered.
  memberFramesPerSecond: 400,
  memberFramesBurst: 4_000,
  memberBytesPerSecond: 4 * 1024 * 1024,
  memberBytesBurst: 32 * 1024 * 1024,
  /** A tab has one open ticket and catches up with eight others at a time. 70 KB each. */
  memberSockets: 250,
  /** A browser that comes back looks at all tickets it holds, one after the other. Each costs two questions to the database. */
  memberOpensPerSecond: 50,
  memberOpensBurst: 500,
  /** A refused update counts as so many openings: ten at once, then one a second. */
  refusalOpens: 50,

  // One document.
  /** More than ever work in one ticket. Who is told of what grows with the square of it. */
  roomSessions: 500,
  /** Unchecked frames while the store is slow or away. Who would bring more is sent away (4529) and keeps it. */
  roomWaitingBytes: 32 * 1024 * 1024,
  /** Of one room in one group: a flood is checked in portions of some 20 ms, and the other rooms go in between. */
  cutFrames: 256,
  cutBytes: 1024 * 1024,

  // Readers.
  /** Live frames stop above `lagBytes` of unsent data and a resync follows below `drainedBytes`. */
  lagBytes: 256 * 1024,
  drainedBytes: 64 * 1024,
  /** On top of the largest frame sent: what answers and acknowledgements may pile up. */
  unsentBytes: 4 * 1024 * 1024,
  stalledMs: 15_000,
  /** An answer larger than `largeBytes` waits its turn: so many bytes of them may be unsent, over all rooms. */
  largeBytes: 512 * 1024,
  largeUnsentBytes: 96 * 1024 * 1024,
  largePollMs: 10,
  /** Who has not taken theirs by then counts as slow and keeps nobody waiting; of these, so many bytes may be unsent,
   * before everybody waits. */
  largeTurnMs: 3_000,
  largeSlowBytes: 256 * 1024 * 1024,
  /**
   * What a reader must take (256 kbit/s), or it is closed (4513). That bytes have gone is seen a frame at a time only, so
   * that `stalledMs` is longer by the time this takes for the largest frame.
   */
  slowestBytesPerSecond: 32 * 1024,
  /** Between two acknowledgements to one connection: who types fast is told of several frames at once. */
  savedMs: 100,
  pollMs: 250,

  // Presence.
  awarenessMs: 80,
  /** States told to readers in a millisecond, at most: in a very full room everybody's cursor moves less often. */
  awarenessPerMs: 40,
  awarenessBytes: 4 * 1024,
  awarenessIds: 4,
  /** Client ids shown in one room: 2 MB of states, sent whole to everybody who comes. */
  awarenessRoom: 500,
  /** A client repeats its state every 15 s; one of another node that went silent is dropped after this. */
  awarenessOutdatedMs: 45_000,

  /** Recent updates kept for readers that catch up. */
  recentBytes: 1024 * 1024,
  idleMs: 30_000,
  keepAliveMs: 15_000,
  recheckMs: 300_000,
  /** Rights that are asked again because time has passed, each `pollMs`: ten thousand at once would hold up the database. */
  rechecksAPoll: 25,
  /** How far a row that repeats text (a ticket's note) may be behind it. */
  followMs: 1_000,
  /** How often a node looks for what a lost bus message would have told. */
  headsMs: 15_000,
  /** The log is folded once it is larger than this and than the snapshot. */
  compactBytes: 64 * 1024,
};
export type Limits = typeof LIMITS;
