import type { Message, MessageKind } from './archetypes/archetype.ts';
import { foldText } from '#kernel/organisations/fold-text.ts';

const place = /\{([^{}]*)\}/g;

/** The placeholders a template uses, in order, each once. */
export function placeholdersIn(message: Message): string[] {
  const found = [message.subject, message.text, message.sms].flatMap((text) => [...text.matchAll(place)].map((match) => match[1] ?? ''));
  return [...new Set(found)];
}

/** A message (tin báo) with its places filled; an unknown place is a fault of the program, since the checker refuses such a package. */
export function writeMessage(messages: Record<MessageKind, Message>, kind: MessageKind, values: Record<string, string>): Message {
  const { subject, text, sms } = messages[kind];
  return { subject: fill(subject, values), text: fill(text, values).replace(/\n{3,}/g, '\n\n'), sms: withoutAccents(fill(sms, values)) };
}

function fill(template: string, values: Record<string, string>): string {
  return template.replace(place, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the message needs a value for {${name}}`);
    return value;
  });
}

/** Accents make a text message three times as long and cost as much. */
export function withoutAccents(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => (foldText(word) === word.toLowerCase() ? word : keepCase(word)));
}

function keepCase(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');
}
