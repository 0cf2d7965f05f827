import type { Handlers } from "../rpc.ts";
import type { Answers } from "./answers.ts";
import type { ContactAnswers } from "./contact_answers.ts";
import type { FirstScreen } from "./first_screen.ts";

type Asked =
  | "list"
  | "thread"
  | "schedule"
  | "notifications"
  | "older"
  | "olderTickets"
  | "conversationOf"
  | "search"
  | "searchServer"
  | "occurrences"
  | "part"
  | "contacts"
  | "moreContacts"
  | "person"
  | "fetchPerson"
  | "boardCards";

/** The calls that only ask: nothing changes by them but what is known here. */
export function questions(
  screen: FirstScreen,
  answers: Answers,
  contacts: ContactAnswers,
): Pick<Handlers, Asked> {
  return {
    list: (request) => screen.list(request, answers.list(request)),
    thread: ({ conversationId, limit }) => answers.thread(conversationId, limit),
    schedule: () => answers.schedule(),
    notifications: () => answers.notifications(),
    older: ({ conversationId, limit }) => answers.older(conversationId, limit),
    olderTickets: ({ query }) => answers.olderTickets.more(query),
    conversationOf: ({ ticketId }) => answers.conversationOf(ticketId),
    search: ({ text }) => answers.finding.search(text),
    searchServer: ({ text, before }) => answers.finding.searchServer(text, before),
    occurrences: ({ conversationId, text, from }) => answers.finding.occurrences(conversationId, text, from),
    part: (request) => answers.finding.part(request),
    contacts: (request) => contacts.list(request),
    moreContacts: ({ query }) => contacts.more(query),
    person: ({ contactId }) => contacts.person(contactId),
    boardCards: (request) => answers.boardCards(request),
    fetchPerson: ({ contactId }) => contacts.fetchPerson(contactId),
  };
}
