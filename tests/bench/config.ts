/** The only knobs. `--tiny` takes the small ones: to see that everything runs, never to publish. */
const FULL = {
  start: { warmStarts: 3, idleSeconds: 30 },
  inbox: {
    tickets: 10_000,
    messagesPerTicket: 10,
    warmVisits: 5,
    many: 100_000,
    messagesPerManyTicket: 1,
    longThread: 20_000,
  },
  webhook: { shown: 50, perSecond: 40, seconds: 10, senders: 64, sustainedSeconds: 6, inserters: 12 },
  documents: {
    rooms: 20,
    clientsPerRoom: 10,
    /** Updates written per second over all rooms; each is to be delivered to the nine others of its room. */
    writesPerSecond: [200, 1000, 3000, 5000],
    warmUpSeconds: 3,
    seconds: 7,
    size: { connections: 300, documents: 200, largeBytes: [1_000_000, 20_000_000], readers: 5 },
    crash: { rooms: 10, clientsPerRoom: 2, writesPerSecond: 200, rounds: 2, leastSeconds: 1, mostSeconds: 4 },
  },
  fair: {
    members: 1_200,
    /** Documents of the idle ones. */
    rooms: 200,
    /** Documents in which two colleagues each are measured. */
    pairs: 5,
    seconds: 6,
    largeBytes: 20_000_000,
    idle: 10_000,
    joins: 100,
    floodPerSecond: 5_000,
    storm: { connections: 200, perSecond: 15 },
    stalled: { connections: 50, writesPerSecond: 50 },
  },
};

const TINY: typeof FULL = {
  start: { warmStarts: 1, idleSeconds: 2 },
  inbox: {
    tickets: 400,
    messagesPerTicket: 4,
    warmVisits: 2,
    many: 1_000,
    messagesPerManyTicket: 1,
    longThread: 1_000,
  },
  webhook: { shown: 4, perSecond: 10, seconds: 2, senders: 4, sustainedSeconds: 2, inserters: 4 },
  documents: {
    rooms: 4,
    clientsPerRoom: 3,
    writesPerSecond: [20, 40],
    warmUpSeconds: 1,
    seconds: 2,
    size: { connections: 20, documents: 10, largeBytes: [100_000, 1_000_000], readers: 2 },
    crash: { rooms: 2, clientsPerRoom: 2, writesPerSecond: 40, rounds: 1, leastSeconds: 1, mostSeconds: 1 },
  },
  fair: {
    members: 60,
    rooms: 10,
    pairs: 2,
    seconds: 2,
    largeBytes: 2_000_000,
    idle: 200,
    joins: 10,
    floodPerSecond: 1_000,
    storm: { connections: 20, perSecond: 15 },
    stalled: { connections: 5, writesPerSecond: 20 },
  },
};

export type BenchConfig = typeof FULL;
export const configOf = (tiny: boolean): BenchConfig => tiny ? TINY : FULL;

/** One after the other: nothing else of ours may listen here. */
export const PORTS = {
  start: 8700,
  inbox: 8701,
  many: 8702,
  documents: 8703,
  fair: 8704,
  yWebsocket: 8710,
  hocuspocus: 8711,
};

/** What stands beside us. Run with `--no-config`, so that none of it gets into our own lock file. */
export const PEERS = {
  hocuspocusServer: "npm:@hocuspocus/server@4.7.0",
  hocuspocusDatabase: "npm:@hocuspocus/extension-database@4.7.0",
  hocuspocusProvider: "npm:@hocuspocus/provider@4.8.0",
  yWebsocketServer: ["@y/websocket-server", "0.1.5"],
  yProtocols: "1.0.6-1",
} as const;

export const GOALS = { firstScreenGzipBytes: 200_000, warmInboxMs: 1_500, webhookAnswerMs: 250 };
