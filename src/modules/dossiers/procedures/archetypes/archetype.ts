import type { RouteStop, State } from '../../dossier.ts';
import type { Channel } from '../schema.ts';

export type SlipKind = 'receipt' | 'supplement' | 'refusal' | 'apology' | 'stop' | 'control';

/** Moments at which the citizen is told something. */
export const messageKinds = [
  'submitted',
  'received',
  'intake-refused',
  'supplement',
  'refused',
  'late',
  'stopped',
  'withdrawn',
  'done',
  'given-back',
  'revoked',
  'suspended',
  'reinstated',
  'expiring',
] as const;
export type MessageKind = (typeof messageKinds)[number];

export type Message = { subject: string; text: string; sms: string };

/** A whole life to walk through before publishing, and afterwards as a test. */
export type Story = {
  name: 'happy' | 'supplement' | 'refusal' | 'late' | 'offline-entry';
  title: string;
  channel: Channel;
  /** Days that pass before the officers act. */
  slow: boolean;
  ends: State;
};

/** A way of working (kiểu thủ tục) that many procedures share. */
export type Archetype = {
  name: string;
  title: string;
  route: readonly RouteStop[];
  slips: readonly SlipKind[];
  messages: Record<MessageKind, Message>;
  statuses: Record<State, number>;
  stories: readonly Story[];
  /** What the procedure page says happens, step by step. */
  walk: readonly string[];
};
