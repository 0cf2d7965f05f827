import { get } from "../../../api/client.ts";
import { errorText } from "../../../errors/error_text.ts";
import { m } from "../../../../paraglide/messages.js";

/** As edge/facts/group.ts tells it. */
export type GroupRow = {
  id: string;
  name: string;
  /** What to call it while the provider has not said. */
  number: string;
  added_at: string | null;
  gone_at: string | null;
  heard_at: string | null;
  department_id: string | null;
  ticket_id: string | null;
};

/** The groups a connection knows of, asked anew after each change: names and news are the provider's. */
export class GroupList {
  rows = $state.raw<GroupRow[]>();
  refusal = $state<string>();
  /** Why the provider did not say more. */
  problem = $state.raw<string | null>(null);
  busy = $state(false);
  readonly #connectionId: string;

  constructor(connectionId: string) {
    this.#connectionId = connectionId;
  }

  added = $derived.by(() => this.rows?.filter((row) => row.added_at !== null) ?? []);
  offered = $derived.by(() => this.rows?.filter((row) => row.added_at === null) ?? []);

  async load(): Promise<void> {
    this.busy = true;
    const path = `/api/connections/${this.#connectionId}/groups`;
    const answer = await get<{ groups: GroupRow[]; problem: string | null }>(path);
    this.busy = false;
    this.refusal = answer.ok
      ? undefined
      : answer.code === "offline"
      ? m.error_offline()
      : errorText(answer.code, answer.params);
    if (!answer.ok) return;
    this.rows = answer.data.groups;
    this.problem = answer.data.problem;
  }
}

export const groupName = ({ name, number }: Pick<GroupRow, "name" | "number">): string =>
  name || m.settings_group_unnamed({ number });
