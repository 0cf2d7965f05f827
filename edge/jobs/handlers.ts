import type { Sql } from "@db/tx.ts";
import { closeDue } from "../closing/scheduled.ts";
import { runFlow } from "../flow/run_flow.ts";
import { eraseFiles } from "../media/erase_files.ts";
import { deliver, type DeliverDeps } from "../outbound/deliver.ts";
import { fetchMedia } from "../outbound/fetch_media.ts";
import { markReadAtProvider, reactAtProvider } from "../outbound/receipts.ts";
import { sweep } from "../outbound/sweep.ts";
import { syncBlock } from "../outbound/sync_block.ts";
import { syncTemplates } from "../outbound/sync_templates.ts";
import { runScheduled } from "../schedule/run_scheduled.ts";
import type { JobHandlers, Jobs } from "./jobs.ts";

/** Every kind of job and what carries it out. */
export function jobHandlers(deps: DeliverDeps & { sql: Sql; jobs: Jobs }): JobHandlers {
  return {
    deliver: ({ workspaceId, conversationId }) => deliver(deps, workspaceId, conversationId),
    fetch_media: ({ workspaceId, messageId }) => fetchMedia(deps, workspaceId, messageId),
    react: ({ workspaceId, messageId, emoji }) => reactAtProvider(deps, workspaceId, messageId, emoji),
    run_flow: ({ workspaceId, runId, step }) => runFlow(deps, workspaceId, runId, step),
    run_scheduled: ({ workspaceId, scheduleId }) => runScheduled(deps, workspaceId, scheduleId),
    close_due: ({ workspaceId, ticketId }) => closeDue(deps, workspaceId, ticketId),
    sync_templates: ({ workspaceId, connectionId }) => syncTemplates(deps, workspaceId, connectionId),
    mark_read: ({ workspaceId, conversationId }) => markReadAtProvider(deps, workspaceId, conversationId),
    sync_block: ({ workspaceId, contactId }) => syncBlock(deps, workspaceId, contactId),
    erase_files: ({ workspaceId, mediaIds }) => eraseFiles(deps, workspaceId, mediaIds),
    sweep: () => sweep(deps.sql, deps.jobs, deps.committed),
  };
}
