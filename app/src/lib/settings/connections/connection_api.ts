/** What the server tells only to who manages connections. */
import { type Answer, get, post } from "../../api/client.ts";
import { errorText } from "../../errors/error_text.ts";
import { m } from "../../../paraglide/messages.js";

export type ConnectionDetails = {
  settings: Record<string, string>;
  secretsSet: string[];
  webhookUrl?: string | null;
  verifyToken?: string | null;
  snippet?: string | null;
  identitySecret?: string | null;
};
export type CheckStep = { name: string; ok: boolean; ms: number; text: string };

export const connectionDetails = async (id: string) => said(await get<ConnectionDetails>(`/api/connections/${id}`));
export const checkConnection = async (id: string) =>
  said(await post<{ steps: CheckStep[] }>(`/api/connections/${id}/check`));

/** The answer, or its refusal as a sentence. */
function said<T>(answer: Answer<T>): T | { refusal: string } {
  if (answer.ok) return answer.data;
  return { refusal: answer.code === "offline" ? m.error_offline() : errorText(answer.code, answer.params) };
}
