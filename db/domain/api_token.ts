/** A key of the public API as the settings list it. Its secret is shown once, by the action that makes it. */
export type ApiToken = {
  id: string;
  name: string;
  /** Whom it acts as. */
  memberId: string;
  createdAt: string;
  /** Coarse; null until its first call. */
  usedAt: string | null;
};
