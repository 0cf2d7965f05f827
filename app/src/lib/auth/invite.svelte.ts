import { m } from "../../paraglide/messages.js";
import { PASSWORD_MIN } from "./password_strength.ts";

/** The invitation's form; outside its component for the same reason as the sign-in form. */
class InviteForm {
  name = $state("");
  password = $state("");
  busy = $state(false);
  refusal = $state<string>();
  #token = "";
  #checked = $state(false);

  nameError = $derived(this.#checked && this.name.trim() === "" ? m.auth_name_missing() : undefined);
  passwordError = $derived(
    this.#checked && this.password.length < PASSWORD_MIN ? m.auth_strength_empty({ min: PASSWORD_MIN }) : undefined,
  );

  /** The name that the inviter wrote is a proposal; what was typed since is not replaced. */
  start(token: string, name: string): void {
    if (this.#token === token) return;
    this.#token = token;
    this.name = name;
    this.password = "";
    this.#checked = false;
  }

  check(): boolean {
    this.#checked = true;
    this.refusal = undefined;
    return !this.nameError && !this.passwordError;
  }

  label = (field: string): string | undefined => ({ name: m.auth_your_name(), password: m.auth_new_password() })[field];
}

export const inviteForm = new InviteForm();
