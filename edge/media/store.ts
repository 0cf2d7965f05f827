/** Where files lie: a local folder or any S3. Both pass tests/contract/media. */
export interface MediaStore {
  write(workspaceId: string, id: string, bytes: Uint8Array): Promise<void>;
  /** Throws when there is no such file: a row that says so is a broken promise. */
  read(workspaceId: string, id: string): Promise<Uint8Array>;
  /** A part of it, for players: `start` to `end` inclusive. */
  open(workspaceId: string, id: string, range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array>>;
  remove(workspaceId: string, id: string): Promise<void>;
}
