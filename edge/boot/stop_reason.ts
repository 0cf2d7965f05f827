/** A start that cannot go on for a reason a person can act on: the message is shown as it is, without a stack. */
export class StartError extends Error {
  override name = "StartError";
}
