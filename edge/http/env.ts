import type { Session } from "../auth/session.ts";

/** What middleware leaves in a request's context. */
export type Env = { Variables: { requestId: string; address: string; session: Session } };
