import type { ApiToken } from "@domain/api_token.ts";
import { get } from "../../api/client.ts";
import { errorText } from "../../errors/error_text.ts";
import { m } from "../../../paraglide/messages.js";

/** The tokens that work. They are no rows of the mirror: asked for when the page opens and after each change. */
export class TokenList {
  rows = $state.raw<ApiToken[]>();
  refusal = $state<string>();

  async load(): Promise<void> {
    const answer = await get<{ tokens: ApiToken[] }>("/api/tokens");
    if (answer.ok) {
      this.rows = answer.data.tokens;
      this.refusal = undefined;
    } else {
      this.refusal = answer.code === "offline" ? m.error_offline() : errorText(answer.code, answer.params);
    }
  }
}
