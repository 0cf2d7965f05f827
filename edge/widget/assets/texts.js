// @ts-check
/** What the visitor reads, by the language of their browser. */
const texts = {
  "pt-BR": {
    collapse: "Recolher",
    attach: "Anexar arquivo",
    emoji: "Emoji",
    send: "Enviar",
    write: "Escreva sua mensagem",
    thread: "Mensagens",
    made: "feito com Mutirão",
    whatsapp: "Continuar no WhatsApp",
    older: "Mensagens anteriores",
    today: "hoje",
    yesterday: "ontem",
    drop: "Solte para enviar",
    unsupported: "Esta mensagem não pode ser mostrada aqui.",
    sending: "enviando",
    queued: "na fila",
    sent: "enviada",
    delivered: "entregue",
    read: "lida",
    retry: "Tentar de novo",
    discard: "Descartar",
    offline: "Sem conexão. O que você escrever fica guardado e vai quando a rede voltar.",
    /** @param {string} name */
    typing: (name) => name ? `${name} está digitando` : "Digitando",
    /** @param {string[]} names */
    people: (names) => names.length === 0 ? "Respondemos por aqui" : `${list(names, "e")}, pela equipe`,
    errors: {
      media_too_large: "O arquivo é grande demais.",
      media_type: "Este tipo de arquivo não é aceito.",
      too_many_tries: "Muitas mensagens em pouco tempo. Espere um instante e tente de novo.",
      bad_token: "A conversa precisa ser aberta de novo. Recarregue a página.",
      not_found: "Este chat não está mais disponível.",
      other: "A mensagem não foi aceita.",
    },
  },
  en: {
    collapse: "Collapse",
    attach: "Attach a file",
    emoji: "Emoji",
    send: "Send",
    write: "Write your message",
    thread: "Messages",
    made: "made with Mutirão",
    whatsapp: "Continue on WhatsApp",
    older: "Earlier messages",
    today: "today",
    yesterday: "yesterday",
    drop: "Drop to send",
    unsupported: "This message can't be shown here.",
    sending: "sending",
    queued: "queued",
    sent: "sent",
    delivered: "delivered",
    read: "read",
    retry: "Try again",
    discard: "Discard",
    offline: "No connection. What you write is kept and goes when the network is back.",
    /** @param {string} name */
    typing: (name) => name ? `${name} is typing` : "Typing",
    /** @param {string[]} names */
    people: (names) => names.length === 0 ? "We answer here" : `${list(names, "and")}, for the team`,
    errors: {
      media_too_large: "The file is too large.",
      media_type: "This kind of file is not accepted.",
      too_many_tries: "Too many messages in a short time. Wait a moment and try again.",
      bad_token: "The chat has to be opened again. Reload the page.",
      not_found: "This chat is no longer available.",
      other: "The message was not accepted.",
    },
  },
};

/** @param {string[]} names @param {string} and */
function list(names, and) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${and} ${names.at(-1)}`;
}

export const language = navigator.language.toLowerCase().startsWith("pt") ? "pt-BR" : "en";
export const t = texts[language];

/** @param {string} code */
export function errorText(code) {
  return Object.entries(t.errors).find(([name]) => name === code)?.[1] ?? t.errors.other;
}
