/** Sentences of the connection check, shown in the wizard. */
export const checkTexts = {
  "pt-BR": {
    tokenOk: "Token aceito pela Meta",
    tokenBad: (text: string) => `A Meta não aceitou o token: ${text}`,
    numberOk: (phone: string, name: string) => name ? `Número ${phone}, nome aprovado “${name}”` : `Número ${phone}`,
    numberBad: (text: string) => `A Meta não mostra este número: ${text}`,
    webhookOk: "A conta manda as mensagens para este endereço",
    webhookBad: (text: string) => `A conta não está ligada ao webhook: ${text}`,
    templatesOk: (count: number) => count === 1 ? "1 modelo encontrado" : `${count} modelos encontrados`,
    templatesBad: (text: string) => `Não foi possível ler os modelos: ${text}`,
    silence: "a Meta não respondeu",
    unreachable: "A Meta não respondeu. O token não foi conferido; confira a rede deste servidor e tente de novo.",
  },
  en: {
    tokenOk: "Token accepted by Meta",
    tokenBad: (text: string) => `Meta did not accept the token: ${text}`,
    numberOk: (phone: string, name: string) => name ? `Number ${phone}, approved name “${name}”` : `Number ${phone}`,
    numberBad: (text: string) => `Meta does not show this number: ${text}`,
    webhookOk: "The account sends its messages to this address",
    webhookBad: (text: string) => `The account is not subscribed to the webhook: ${text}`,
    templatesOk: (count: number) => count === 1 ? "1 template found" : `${count} templates found`,
    templatesBad: (text: string) => `The templates could not be read: ${text}`,
    silence: "Meta did not answer",
    unreachable: "Meta did not answer. The token was not checked; check this server's network and try again.",
  },
} as const;
