/** PRO-02: what the contact reads, in the workspace's language. */
const TEXTS = {
  "pt-BR": (protocol: string) => `O protocolo deste atendimento é ${protocol}.`,
  en: (protocol: string) => `The protocol number of this conversation is ${protocol}.`,
} satisfies Record<"pt-BR" | "en", (protocol: string) => string>;

export function protocolText(locale: keyof typeof TEXTS, protocol: string): string {
  return TEXTS[locale](protocol);
}
