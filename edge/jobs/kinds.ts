/** Work that happens after a commit, by kind. Payloads hold ids only: a job reads what is true when it runs. */
export type JobPayloads = {
  /** Sends what a conversation has queued, in order. */
  deliver: { workspaceId: string; conversationId: string };
  /** Fetches a received file from the provider. */
  fetch_media: { workspaceId: string; messageId: string };
  /** Passes a reaction of ours on to the provider. */
  react: { workspaceId: string; messageId: string; emoji: string };
  /** The next turn of a flow's run, if it still stands before this step. */
  run_flow: { workspaceId: string; runId: string; step: number };
  /** Sends a scheduled message, if it is due and has not left. */
  run_scheduled: { workspaceId: string; scheduleId: string };
  /** Closes a ticket whose time has come, if it still is to. */
  close_due: { workspaceId: string; ticketId: string };
  sync_templates: { workspaceId: string; connectionId: string };
  /** Tells the provider that its message was read. */
  mark_read: { workspaceId: string; conversationId: string };
  /** Blocks or unblocks a contact at the providers that can, as the contact stands when it runs. */
  sync_block: { workspaceId: string; contactId: string };
  /** Removes stored files whose rows are gone. */
  erase_files: { workspaceId: string; mediaIds: string[] };
  /** Finds what a crash left behind: queued or hanging messages, dead sessions, old results. */
  sweep: Record<string, never>;
};
export type JobKind = keyof JobPayloads;
export const JOB_KINDS = [
  "deliver",
  "fetch_media",
  "react",
  "run_flow",
  "run_scheduled",
  "close_due",
  "sync_templates",
  "mark_read",
  "sync_block",
  "erase_files",
  "sweep",
] as const satisfies readonly JobKind[];
