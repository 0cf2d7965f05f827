import type { ActionType } from "@domain/action.ts";
import { BOARD_WORDS } from "./board_words.ts";
import type { Said } from "./language.ts";

/** One line on each action. The compiler asks for one when an action is added. */
export const ACTION_WORDS = {
  "ticket.take": {
    "pt-BR": "Assume o atendimento. O primeiro aceito vence; os outros recebem already_assigned.",
    en: "Takes the ticket. The first accepted wins; the others get already_assigned.",
  },
  "ticket.transfer": {
    "pt-BR": "Transfere para um agente, um setor ou ambos.",
    en: "Transfers to an agent, a department or both.",
  },
  "ticket.return": { "pt-BR": "Devolve para a fila.", en: "Gives it back to the queue." },
  "ticket.pause": { "pt-BR": "Pausa o atendimento.", en: "Pauses the ticket." },
  "ticket.resume": { "pt-BR": "Retoma um atendimento pausado.", en: "Resumes a paused ticket." },
  "ticket.close": {
    "pt-BR":
      "Encerra agora, ou daqui a after minutos. A mensagem, se houver, vai ao contato quando a janela permite. " +
      "fields preenche campos do encerramento (null apaga); por token, os obrigatórios vazios ficam marcados.",
    en: "Closes it now, or after so many minutes. The message, if any, goes to the contact when the window allows. " +
      "fields fills closing fields (null clears); by token, mandatory ones left empty are marked.",
  },
  "ticket.cancel_closing": {
    "pt-BR": "Cancela o encerramento agendado (no_closing quando não há).",
    en: "Cancels the scheduled closing (no_closing when there is none).",
  },
  "ticket.archive": {
    "pt-BR": "Põe na lixeira; um atendimento aberto é encerrado sem mensagem.",
    en: "Puts it into the trash; an open ticket is closed without a message.",
  },
  "ticket.restore": {
    "pt-BR": "Tira da lixeira. O atendimento volta encerrado.",
    en: "Takes it out of the trash. It comes back closed.",
  },
  "ticket.ask_rating": {
    "pt-BR": "Pede ao contato uma nota de 0 a 10. Conta para o máximo por contato (rating_limit).",
    en: "Asks the contact for a grade from 0 to 10. Counts towards the most per contact (rating_limit).",
  },
  "ticket.send_protocol": {
    "pt-BR": "Envia ao contato o número do protocolo.",
    en: "Sends the protocol number to the contact.",
  },
  "ticket.forward_to_flow": {
    "pt-BR":
      "Encerra e dispara as mensagens de um fluxo ao contato. Com a janela fechada nada acontece (window_closed).",
    en: "Closes it and fires a flow's messages at the contact. With the window closed nothing happens (window_closed).",
  },
  "ticket.reopen": {
    "pt-BR": "Reabre um atendimento encerrado: para a fila, ou já assumido.",
    en: "Reopens a closed ticket: into the queue, or taken at once.",
  },
  "ticket.open": {
    "pt-BR": "Registra que o membro abriu o atendimento e marca como lido, a menos que só espie (peek).",
    en: "Records that the member opened the ticket and marks it read, unless peeking.",
  },
  "conversation.read": { "pt-BR": "Marca como lida até a mensagem.", en: "Marks it read up to the message." },
  "conversation.unread": { "pt-BR": "Marca como não lida.", en: "Marks it unread." },
  "conversation.start": {
    "pt-BR": "Começa uma conversa com um contato ou um número. A primeira mensagem vai em seguida, por message.send.",
    en: "Starts a conversation with a contact or a number. The first message follows as message.send.",
  },
  "schedule.save": {
    "pt-BR": "Agenda texto, arquivo, modelo ou fluxo para dueAt. Texto livre para depois da janela pede fallback, " +
      "um modelo que vai no lugar dele se ela estiver fechada.",
    en: "Schedules text, a file, a template or a flow for dueAt. Free text for after the window asks for fallback, " +
      "a template that goes in its place when it is closed.",
  },
  "schedule.move": { "pt-BR": "Muda a hora de um agendamento.", en: "Moves a scheduled message to another time." },
  "schedule.cancel": { "pt-BR": "Cancela um agendamento.", en: "Cancels a scheduled message." },
  "message.send": {
    "pt-BR": "Envia ao cliente: texto, arquivo ou modelo. Fora da janela de 24 h do WhatsApp, só modelo. " +
      "seen é a última mensagem que o autor viu, e anyway diz para enviar mesmo que a conversa tenha andado.",
    en: "Sends to the customer: text, file or template. Outside WhatsApp's 24 h window, templates only. " +
      "seen is the last message its author saw, and anyway says to send it although the conversation moved on.",
  },
  "message.internal": {
    "pt-BR": "Escreve só para a equipe, dentro da conversa.",
    en: "Writes to the team only, inside the conversation.",
  },
  "message.react": {
    "pt-BR": "Reage a uma mensagem; um emoji vazio retira a reação.",
    en: "Reacts to a message; an empty emoji takes the reaction back.",
  },
  "message.tag": {
    "pt-BR": "Põe uma etiqueta numa mensagem, ou tira (on falso). Só a equipe vê.",
    en: "Puts a tag on a message, or takes it off (on false). Only the team sees it.",
  },
  "message.retry": {
    "pt-BR": "Envia de novo uma mensagem que falhou ou cujo destino é desconhecido.",
    en: "Sends again what failed or whose outcome is unknown.",
  },
  "message.settle": {
    "pt-BR": "Confirma que uma mensagem de destino desconhecido chegou.",
    en: "Confirms that a message of unknown outcome did arrive.",
  },
  "action.withdraw": {
    "pt-BR": "Com o id de uma ação ainda sem resposta: se ela não rodou, não roda mais; se já rodou, é recusada.",
    en: "With the id of an action still unanswered: if that has not run it never will; if it has, this is refused.",
  },
  "contact.create": {
    "pt-BR": "Cadastra um contato. Se o número já é de alguém (com ou sem o nono dígito): contact_exists.",
    en: "Registers a contact. When somebody has the number (ninth digit or not): contact_exists.",
  },
  "contact.update": {
    "pt-BR":
      "Muda o que for dado de um contato; o resto fica, null esvazia. fields vai pela chave do campo, extra por nome livre.",
    en:
      "Changes what is given of a contact; the rest stays, null empties. fields go by the field's key, extra by a free name.",
  },
  "contact.block": {
    "pt-BR":
      "Bloqueia: nada mais sai nem entra. No WhatsApp oficial só quem escreveu nas últimas 24 h (senão block_too_late).",
    en:
      "Blocks: nothing goes out or comes in. On official WhatsApp only who wrote in the last 24 h (else block_too_late).",
  },
  "contact.unblock": { "pt-BR": "Desbloqueia, a qualquer hora.", en: "Unblocks, at any time." },
  "observation.save": {
    "pt-BR": "Escreve ou muda uma observação sobre o contato; pede a permissão contacts.observe.",
    en: "Writes or changes an observation on the contact; asks for the permission contacts.observe.",
  },
  "observation.delete": { "pt-BR": "Exclui uma observação.", en: "Deletes an observation." },
  "contact.sanitize": {
    "pt-BR": "Conserta o cadastro e encerra os atendimentos do contato, sem mensagem nem avaliação",
    en: "Mends the record and closes the contact's tickets, without message or rating",
  },
  "contact.erase": {
    "pt-BR": "Apaga de vez os dados de uma pessoa (LGPD); ficam só as contagens",
    en: "Erases a person's data for good (LGPD); only counts are kept",
  },
  "contact.merge": {
    "pt-BR": "Junta `otherId` a `contactId`; `take` diz quais valores vêm do outro",
    en: "Merges `otherId` into `contactId`; `take` names the values that come from the other",
  },
  "contact.unmerge": {
    "pt-BR": "Desfaz, por 30 dias, a junção de dois contatos",
    en: "Takes a merge of two contacts back, for 30 days",
  },
  "contact.apart": {
    "pt-BR": "Diz que dois contatos parecidos não são a mesma pessoa",
    en: "Says that two contacts that look alike are not one person",
  },
  "contact.import": {
    "pt-BR": "Importa até 200 contatos; quem já tem o número ou o e-mail é pulado ou atualizado",
    en: "Imports up to 200 contacts; who has the number or the e-mail already is skipped or updated",
  },
  "conversation.export": {
    "pt-BR": "Registra que uma conversa foi extraída em um arquivo",
    en: "Records that a conversation was taken as a file",
  },
  "contact.export": {
    "pt-BR": "Registra que contatos foram levados em um arquivo",
    en: "Records that contacts were taken as a file",
  },
  "contact.delete": {
    "pt-BR": "Exclui um contato sem bloqueio e sem atendimento aberto. As conversas ficam para os relatórios.",
    en: "Deletes a contact that is not blocked and has no open ticket. Its conversations stay for reports.",
  },
  "workspace.update": {
    "pt-BR": "Muda nome, idioma e fuso do espaço.",
    en: "Changes the workspace's name, language and time zone.",
  },
  "workspace.hours": {
    "pt-BR": "Guarda horário de atendimento e feriados do espaço de trabalho.",
    en: "Saves the workspace's business hours and holidays.",
  },
  "department.save": { "pt-BR": "Cria ou muda um setor.", en: "Creates or changes a department." },
  "department.delete": {
    "pt-BR": "Exclui um setor sem atendimentos abertos.",
    en: "Deletes a department without open tickets.",
  },
  "tag.save": { "pt-BR": "Cria ou renomeia uma etiqueta.", en: "Creates or renames a tag." },
  "tag.delete": { "pt-BR": "Exclui uma etiqueta.", en: "Deletes a tag." },
  "field.save": { "pt-BR": "Cria ou muda um campo próprio.", en: "Creates or changes a custom field." },
  "field.delete": { "pt-BR": "Exclui um campo próprio.", en: "Deletes a custom field." },
  "ticket.move_channel": {
    "pt-BR": "Segue com o contato por outra conexão: o atendimento termina aqui e continua lá, com tudo o que diz.",
    en: "Goes on with the contact by another connection: the ticket ends here and continues there, with all it says.",
  },
  "choice.save": {
    "pt-BR": "Cria ou muda um status (stage), tipo (type) ou demanda (demand) de atendimento.",
    en: "Creates or changes a ticket status (stage), type or demand.",
  },
  "choice.move": {
    "pt-BR": "Muda a ordem de uma lista: antes de outro, ou no fim (null).",
    en: "Changes the order of a list: before another one, or at the end (null).",
  },
  "choice.delete": {
    "pt-BR": "Exclui um status, tipo ou demanda; os atendimentos que o usam deixam de mostrá-lo.",
    en: "Deletes a status, type or demand; the tickets that use it show it no more.",
  },
  "flow.save": {
    "pt-BR": "Cria ou muda um fluxo: textos e esperas, em ordem. Os disparos em curso seguem como começaram.",
    en: "Creates or changes a flow: texts and waits, in order. What was fired before goes on as it began.",
  },
  "flow.delete": { "pt-BR": "Exclui um fluxo.", en: "Deletes a flow." },
  "quickReply.save": {
    "pt-BR": "Cria ou muda uma resposta rápida: pessoal, de um setor ou de todos.",
    en: "Creates or changes a quick reply: one's own, a department's or everybody's.",
  },
  "quickReply.delete": { "pt-BR": "Exclui uma resposta rápida.", en: "Deletes a quick reply." },
  "gallery.save": {
    "pt-BR": "Põe um arquivo na galeria, ou muda nome, pasta e setor dele.",
    en: "Puts a file into the gallery, or changes its name, folder and department.",
  },
  "gallery.delete": {
    "pt-BR": "Tira um arquivo da galeria. O que já foi enviado fica.",
    en: "Takes a file out of the gallery. What was sent stays.",
  },
  "role.save": {
    "pt-BR": "Cria ou muda um cargo. Ninguém dá permissões que não tem.",
    en: "Creates or changes a role. Nobody gives permissions they lack.",
  },
  "role.delete": { "pt-BR": "Exclui um cargo que ninguém tem.", en: "Deletes a role that nobody has." },
  "member.invite": {
    "pt-BR": "Convida uma pessoa. O resultado traz o link em data.link; um convite novo o cancela.",
    en: "Invites a person. The result carries the link in data.link; a new invitation cancels it.",
  },
  "member.update": {
    "pt-BR": "Muda nome, cargo e setores de uma pessoa.",
    en: "Changes a person's name, role and departments.",
  },
  "member.remove": {
    "pt-BR": "Remove da equipe: sessões e tokens dela param na hora.",
    en: "Removes from the team: their sessions and tokens stop at once.",
  },
  "profile.update": {
    "pt-BR": "Muda o perfil de quem é dono do token.",
    en: "Changes the profile of the token's owner.",
  },
  "connection.save": {
    "pt-BR": "Cria ou muda uma conexão. Um segredo omitido fica como está.",
    en: "Creates or changes a connection. A secret left out stays as it is.",
  },
  "connection.automation": {
    "pt-BR": "Guarda o que a conexão diz sozinha: saudação, fora do horário, inatividade, conclusão, avaliação.",
    en: "Saves what the connection says by itself: greeting, out of hours, inactivity, conclusion, rating.",
  },
  "connection.delete": { "pt-BR": "Exclui uma conexão.", en: "Deletes a connection." },
  "connection.sync_templates": {
    "pt-BR": "Busca agora os modelos aprovados.",
    en: "Fetches the approved templates now.",
  },
  "group.add": {
    "pt-BR": "Adiciona um grupo do WhatsApp: o que se escreve nele passa a ser guardado, à vista do setor.",
    en: "Adds a WhatsApp group: what is written in it is kept from now on, in the department's sight.",
  },
  "group.remove": {
    "pt-BR": "Remove um grupo: nada mais chega nem sai por ele.",
    en: "Removes a group: nothing comes in or goes out by it any more.",
  },
  "token.create": {
    "pt-BR": "Cria um token que age como quem o criou. data.token o mostra uma única vez: uma repetição não o traz.",
    en: "Creates a token that acts as its maker. data.token shows it only once: a repeat does not carry it.",
  },
  "token.revoke": {
    "pt-BR": "Revoga um token; vale para a próxima requisição.",
    en: "Revokes a token, from the next request on.",
  },
  "ticket.follow": {
    "pt-BR":
      "Segue um atendimento, ou deixa de seguir (on: false): quem segue é avisado de respostas e do encerramento.",
    en: "Follows a ticket, or stops (on: false): who follows is told of replies and of its closing.",
  },
  "notification.read": {
    "pt-BR": "Marca avisos próprios como vistos.",
    en: "Marks own notifications as seen.",
  },
  "notification.clear": { "pt-BR": "Tira avisos próprios da lista.", en: "Takes own notifications off the list." },
  "macro.save": {
    "pt-BR": "Cria ou muda uma macro: passos que quem a executa faria à mão. personal: só de quem a fez.",
    en: "Creates or changes a macro: steps that whoever runs it could do by hand. personal: its maker's alone.",
  },
  "macro.delete": { "pt-BR": "Exclui uma macro.", en: "Deletes a macro." },
  "ticket.snooze": {
    "pt-BR": "Adia um atendimento até um momento, ou até o contato escrever.",
    en: "Puts a ticket away until a moment, or until the contact writes.",
  },
  "ticket.wake": {
    "pt-BR": "Traz de volta um atendimento adiado.",
    en: "Brings a ticket that was put away back.",
  },
  "conversation.pin": {
    "pt-BR": "Fixa uma conversa no topo da própria lista, ou deixa de fixá-la.",
    en: "Pins a conversation on top of one's own list, or unpins it.",
  },
  "view.save": {
    "pt-BR": "Guarda os filtros, a ordem e a busca da lista com um nome.",
    en: "Keeps the list's filters, order and search under a name.",
  },
  "view.delete": { "pt-BR": "Apaga uma visão salva.", en: "Deletes a saved view." },
  ...BOARD_WORDS,
} satisfies Record<ActionType, Said>;
