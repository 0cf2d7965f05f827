/** Why an update may not stay; wire/refused.ts tells it on, with one line on each. */
export type RefusalReason =
  | "malformed"
  | "pending"
  | "foreign_root"
  | "foreign_key"
  | "bad_shape"
  | "bad_value"
  | "too_large"
  | "foreign_client"
  | "forbidden";
