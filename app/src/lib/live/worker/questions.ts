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
  | "conversationOf"
  | "search"
  | "searchServer"
  | "contacts"
  | "moreContacts"
  | "person"
  | "fetchPerson";

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
    conversationOf: ({ ticketId }) => answers.conversationOf(ticketId),
    search: ({ text }) => answers.search(text),
    searchServer: ({ text }) => answers.searchServer(text),
    contacts: (request) => contacts.list(request),
    moreContacts: ({ query }) => contacts.more(query),
    person: ({ contactId }) => contacts.person(contactId),
    fetchPerson: ({ contactId }) => contacts.fetchPerson(contactId),
  };
}
