import { errorText } from "../errors/error_text.ts";
import { m } from "../../paraglide/messages.js";
import { type Answer, signIn } from "./door_api.ts";

/**
 * The sign-in form. It lives outside its component because changing the language draws the page again, and what was
 * typed stays. Nothing of it is stored.
 */
class SignInForm {
  email = $state("");
  password = $state("");
  busy = $state(false);
  /** Seconds until the server listens again (`too_many_tries`). */
  wait = $state(0);
  #refused = $state<Exclude<Answer<unknown>, { ok: true }>>();
  #missing = $state<"email" | "password">();

  emailError = $derived(this.#missing === "email" && this.email.trim() === "" ? m.auth_email_missing() : undefined);
  passwordError = $derived.by(() => {
    if (this.wait > 0) return errorText("too_many_tries", { seconds: this.wait });
    if (this.#missing === "password" && this.password === "") return m.auth_password_missing();
    if (!this.#refused || this.#refused.code === "too_many_tries") return undefined;
    if (this.#refused.code === "offline") return m.error_offline();
    return errorText(this.#refused.code, this.#refused.params);
  });

  /** True when signed in. The e-mail stays in its field whatever the answer; so does the password. */
  async submit(): Promise<boolean> {
    this.#missing = this.email.trim() === "" ? "email" : this.password === "" ? "password" : undefined;
    if (this.#missing || this.busy || this.wait > 0) return false;
    this.busy = true;
    const answer = await signIn(this.email.trim(), this.password);
    this.busy = false;
    this.#refused = answer.ok ? undefined : answer;
    if (answer.ok) this.password = "";
    else if (answer.code === "too_many_tries") this.#countDown(Number(answer.params.seconds) || 60);
    return answer.ok;
  }

  /** Typing takes the refusal away: it was about what stood there before. */
  touched(): void {
    this.#refused = undefined;
  }

  #countDown(seconds: number): void {
    const end = Date.now() + seconds * 1000;
    this.wait = Math.ceil(seconds);
    const timer = setInterval(() => {
      this.wait = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      if (this.wait === 0) clearInterval(timer);
    }, 250);
  }
}

export const signInForm = new SignInForm();
